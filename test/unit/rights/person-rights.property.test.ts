import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardRoles, type BoardRole, type PortalRole } from '../../../src/domain/portal-roles.ts';
import type { Party } from '../../../src/domain/party.ts';
import type { Step } from '../../../src/register/changes/step.ts';
import { agreementStatuses } from '../../../src/register/model/kinds/agreement.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { sightOf } from '../../../src/rights/may-see.ts';
import { rightsOfPerson, sightOfPerson } from '../../../src/rights/person-rights.ts';
import type { PortalPerson } from '../../../src/rights/portal-person.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { anyChange, own, ownSupplier, registerWith } from './any-change.ts';
import { account, role, school } from './role-world.ts';

const ownSchools = ['own-een', 'own-twee'].map(school);
const anyRole = fc.record({
  name: fc.constantFrom(...boardRoles),
  schools: fc.option(fc.subarray(ownSchools, { minLength: 1 }), { nil: undefined, freq: 2 }),
});
/** Steps that an agreement of the board takes, allowed or not: among all changes there are few. */
const agreementStep: fc.Arbitrary<Step> = fc
  .record({ from: fc.constantFrom(...agreementStatuses), to: fc.constantFrom(...agreementStatuses) })
  .map(({ from, to }) => {
    const example = { ...Object(kinds.agreement.api.example), board: 'waterland' };
    return {
      kind: 'agreement',
      id: 'any',
      before: { ...example, status: from },
      after: { ...example, status: to },
    };
  });
const anyWish = fc.oneof({ weight: 2, arbitrary: anyChange }, { weight: 1, arbitrary: agreementStep });
const anyPublishing = fc.record({
  draft: fc.record({ by: fc.constantFrom(account(1), account(2)) }),
  fourEyes: fc.boolean(),
  now: fc.constantFrom(3, 8 * 86_400_000),
});

const personOf = (
  party: Party,
  roles: readonly { name: PortalRole; schools?: typeof ownSchools | undefined }[],
): PortalPerson => ({
  party,
  account: account(1),
  roles: roles.map(({ name, schools }) => role(name, schools === undefined ? {} : { schools })),
});

/** Said once more, in other words than the code: the schools that a record of a board is about. */
function schoolsOf({ kind, id }: Step, side: unknown): readonly unknown[] {
  const record: Record<string, unknown> = { ...Object(side) };
  if (kind === 'school') return [id];
  return kind === 'idp' ? [record['schools']].flat() : [record['school']];
}

describe('whatever is proposed', () => {
  it('a person of a board is allowed nothing that an API client of the board is not', () => {
    const allowed = new Set<BoardRole>();
    fc.assert(
      fc.property(anyWish, fc.array(anyRole, { maxLength: 3 }), anyPublishing, (wish, roles, publishing) => {
        const around = registerWith([wish]);
        const isAllowed = (asked: PortalPerson) =>
          [rightsOfPerson(asked, 'draft'), rightsOfPerson(asked, publishing)].filter((rights) => {
            if (rights.refusal(wish, around) !== undefined) return false;
            expect(mayChange({ party: own }, wish, around)).toBeUndefined();
            expect(rights.sees(wish, around)).toBe(true);
            return true;
          }).length > 0;
        for (const name of boardRoles) if (isAllowed(personOf(own, [{ name }]))) allowed.add(name);
        const person = personOf(own, roles);
        isAllowed(person);
        for (const side of [wish.before, wish.after]) {
          if (side === undefined) continue;
          const record = { ...wish, body: side };
          const sight = sightOfPerson(person, record, around);
          expect(['nothing', sightOf({ party: own }, record, around)]).toContain(sight);
        }
      }),
      { numRuns: 3_000 },
    );
    // and it is not that nobody is allowed anything
    expect(boardRoles.filter((name) => !allowed.has(name))).toEqual([
      'data_protection_officer',
      'help_desk',
      'reader',
    ]);
  });

  it('a role at some schools changes and sees nothing of others', () => {
    fc.assert(
      fc.property(anyWish, anyRole, anyPublishing, (wish, { name, schools = ownSchools }, publishing) => {
        const around = registerWith([wish]);
        const person = personOf(own, [{ name, schools }]);
        const sides = [wish.before, wish.after].filter((side) => side !== undefined);
        const isChanged = [rightsOfPerson(person, 'draft'), rightsOfPerson(person, publishing)].some(
          (rights) => rights.refusal(wish, around) === undefined,
        );
        const aboutSchools = ['school', 'idp', 'policy', 'access', 'objection'].includes(wish.kind);
        if (isChanged) expect(aboutSchools).toBe(true);
        for (const side of aboutSchools ? sides : []) {
          const isSeen = sightOfPerson(person, { ...wish, body: side }, around) !== 'nothing';
          if (isSeen || isChanged) {
            expect(schools.map(String)).toEqual(expect.arrayContaining([...schoolsOf(wish, side)]));
          }
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('people of the operator and of a supplier do what API clients of theirs do', () => {
    const parties = [
      [{ kind: 'operator' }, 'operator'],
      [ownSupplier, 'supplier'],
    ] as const;
    fc.assert(
      fc.property(anyWish, fc.constantFrom(...parties), anyPublishing, (wish, [party, name], publishing) => {
        const around = registerWith([wish]);
        const person = personOf(party, [{ name }]);
        const expected = mayChange({ party }, wish, around);
        expect(rightsOfPerson(person, 'draft').refusal(wish, around)).toEqual(expected);
        expect(rightsOfPerson(person, publishing).refusal(wish, around)).toEqual(expected);
      }),
      { numRuns: 3_000 },
    );
  });
});
