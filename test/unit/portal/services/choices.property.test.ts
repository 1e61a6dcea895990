import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affiliations } from '../../../../src/domain/person.ts';
import {
  choiceKey,
  choicesIn,
  linesOf,
  typedValues,
  type Choice,
  type ChoosableClaim,
} from '../../../../src/portal/services/choices.ts';
import { switchedOnFor, type PolicyLine } from '../../../../src/register/model/kinds/policy.ts';
import { sharedAffiliations } from '../../../../src/register/rules/policy-lines.ts';
import { name } from '../../release/decision-case.ts';

const names = ['given_name', 'birthdate', 'group'].map(name);
const value = fc.constantFrom('groep-5', 'groep-6', '5a');
const transform = fc.oneof(
  fc.constantFrom({ kind: 'initial' } as const, { kind: 'year' } as const),
  fc.uniqueArray(value, { minLength: 1 }).map((allow) => ({ kind: 'values', allow }) as const),
);
const someAffiliations = fc.subarray([...affiliations], { minLength: 1 });

/** Of each name one line for all, or several for some that share nobody. */
const linesOfName = (each: PolicyLine['name']): fc.Arbitrary<readonly PolicyLine[]> =>
  fc.oneof(
    fc.constant([]),
    fc.array(transform, { maxLength: 2 }).map((transforms) => [{ name: each, transforms }]),
    fc
      .tuple(someAffiliations, fc.array(transform, { maxLength: 2 }))
      .map(([some, transforms]) => [{ name: each, transforms, affiliations: some }]),
  );
const lines = fc.tuple(...names.map(linesOfName)).map((each) => each.flat());
const offered: fc.Arbitrary<readonly ChoosableClaim[]> = fc
  .tuple(fc.subarray(names), someAffiliations)
  .map(([some, of]) => some.map((each) => ({ name: each, affiliations: of })));
const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.constantFrom('off', 'whole', 'initial', 'year', 'values', 'as_it_is'),
  allow: fc.constantFrom('', 'groep-5', 'groep-5, 5a', ' ,, 5a,5a'),
});
const choices = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...affiliations), choice))
  .map((all) => new Map(all.map(([each, of, chosen]) => [choiceKey(each, of), chosen])));

/** What lines let leave of each offered claim and affiliation. */
const meant = (of: readonly PolicyLine[], claims: readonly ChoosableClaim[]) =>
  claims.flatMap((claim) =>
    claim.affiliations.map(
      (affiliation) =>
        of.find((line) => line.name === claim.name && switchedOnFor(line).includes(affiliation))?.transforms,
    ),
  );

describe('the lines of what was chosen', () => {
  it('are about nothing that is not offered', () => {
    fc.assert(
      fc.property(choices, offered, lines, (chosen, claims, before) => {
        for (const line of linesOf(chosen, claims, before)) {
          const claim = claims.find((each) => each.name === line.name);
          expect(claim).toBeDefined();
          // a line for all stays one only where it was one, and never names somebody who is not offered
          if (line.affiliations !== undefined) {
            expect(claim?.affiliations).toEqual(expect.arrayContaining([...line.affiliations]));
          } else {
            expect(before).toContainEqual(expect.objectContaining({ name: line.name }));
            expect(before.find((each) => each.name === line.name)?.affiliations).toBeUndefined();
          }
        }
      }),
    );
  });

  it('say one thing about a claim of one affiliation', () => {
    fc.assert(
      fc.property(choices, offered, lines, (chosen, claims, before) => {
        expect([...sharedAffiliations({ claims: [...linesOf(chosen, claims, before)] })]).toEqual([]);
      }),
    );
  });

  it('mean what they meant when nothing was chosen anew', () => {
    fc.assert(
      fc.property(lines, offered, (before, claims) => {
        expect(meant(linesOf(choicesIn(before, claims), claims, before), claims)).toEqual(
          meant(before, claims),
        );
      }),
    );
  });
});

describe('typed values', () => {
  it.each([
    ['', []],
    [' , \n,', []],
    ['5a', ['5a']],
    [' 5a ,5b\n5a', ['5a', '5b']],
  ])('of %j', (typed, values) => {
    expect(typedValues(typed)).toEqual(values);
  });
});
