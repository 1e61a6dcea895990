import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affiliations } from '../../../src/domain/person.ts';
import type { IdentityProvider } from '../../../src/register/model/kinds/idp.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import { agreementRefusal, participationRefusal } from '../../../src/release/taking-part.ts';
import { arbitraryInput } from './arbitrary-federation.ts';
import { boardRecord, operatorTerms } from './decision-case.ts';

const refusalOf = (input: DecisionInput, idps: readonly IdentityProvider[] = [input.idp]) =>
  participationRefusal({
    ...input,
    idps: idps.map((record) => ({ record, version: 1 })),
    ofBoard: agreementRefusal(input),
  });

/** Reasons of the decision that are the same for everybody of a school. */
const ofTheSchool = /^(?:operator_agreement_|idp_not_in_force|no_agreement|agreement_|service_not_|licence_)/;

describe('a school that does not take part', () => {
  it('is one from which the decision lets in nobody, whoever comes', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        fc.pre(refusalOf(input) !== undefined);
        for (const affiliation of affiliations) {
          expect(decide({ ...input, affiliation }).outcome).toBe('refused');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('has the reason of the decision, where that is the same for everybody of the school', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const decision = decide(input);
        const refusal = refusalOf(input);
        if (decision.outcome === 'allowed') expect(refusal).toBeUndefined();
        else if (ofTheSchool.test(decision.reason)) expect(refusal).toBe(decision.reason);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is one of which no identity provider is in force, or that has none', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const input = { ...given, board: boardRecord(operatorTerms()) };
        const off = { ...input.idp, disabled: true };
        expect(refusalOf(input, [])).toBe('idp_not_in_force');
        expect(refusalOf(input, [off, off])).toBe('idp_not_in_force');
        expect(refusalOf(input, [off, input.idp])).toBe(refusalOf(input));
      }),
    );
  });
});
