import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/release/decide.ts';
import { outlookOf } from '../../../src/release/outlook.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import { arbitraryInput } from './arbitrary-federation.ts';
import { agreement, allow, allowFor, input, policy, row, versioned, withPolicy } from './decision-case.ts';

/** What of the decision the outlook did not say. */
function unforeseen(given: DecisionInput): readonly unknown[] {
  const decision = decide(given);
  if (decision.outcome === 'refused') return [];
  const outlook = outlookOf(given).find(({ affiliation }) => affiliation === given.affiliation);
  if (outlook === undefined) return ['nobody was to get in'];
  const permissions = new Map(outlook.claims.map((claim) => [claim.name, claim.permissions]));
  return decision.released.filter(
    ({ name, transforms }) =>
      permissions.get(name)?.some((each) => JSON.stringify(each) === JSON.stringify(transforms)) !== true,
  );
}

describe('what a service gets at most', () => {
  it('is all that a decision ever releases, by one of the permissions that it says', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        expect(unforeseen(given)).toEqual([]);
      }),
    );
  });

  it('is nothing where nobody gets in', () => {
    expect(outlookOf(withPolicy({ enabled: false }))).toEqual([]);
  });

  it('says of each claim what agreement and school make of it, for each affiliation', () => {
    const annex = [
      row('given_name', { affiliations: ['pupil', 'teacher'] }),
      row('birthdate', { transforms: [{ kind: 'year' }] }),
    ];
    const claims = [allowFor(['teacher'], 'given_name', [{ kind: 'initial' }]), allow('birthdate')];
    const given = input({
      agreements: [versioned(agreement({ annex }))],
      policy: versioned(policy({ claims })),
    });
    expect(outlookOf(given)).toEqual([
      { affiliation: 'pupil', claims: [{ name: 'birthdate', permissions: [[{ kind: 'year' }]] }] },
      { affiliation: 'teacher', claims: [{ name: 'given_name', permissions: [[{ kind: 'initial' }]] }] },
    ]);
  });
});
