import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMillis, daysLater } from '../../../src/domain/clock.ts';
import { boardRoles, type HeldRole } from '../../../src/domain/portal-roles.ts';
import type { PartyAccounts, UsedAccount } from '../../../src/rights/account-roles.ts';
import type { AskedAt } from '../../../src/rights/asked-at.ts';
import { rolesIfUsed } from '../../../src/rights/roles-if-used.ts';
import { isInUse, rolesInForce } from '../../../src/rights/roles-in-force.ts';
import { required } from '../../../testkit/values/ids.ts';
import { account, at, register, role, school, today, usedAccount } from './role-world.ts';

const numbers = [1, 2, 3, 4] as const;

/** So many days after the day of the other tests. */
function laterBy(days: number): AskedAt {
  return { today: required(daysLater(today, days)), now: at.now + days * dayMillis, register };
}

const anyRole: fc.Arbitrary<HeldRole> = fc
  .record({
    name: fc.constantFrom(...boardRoles, 'administrator' as const, 'administrator' as const),
    isAtOne: fc.boolean(),
    confirmedAgo: fc.integer({ min: 0, max: 500 }),
    isConfirmed: fc.boolean(),
    isFound: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
  })
  .map(({ name, isAtOne, confirmedAgo, isConfirmed, isFound }) => {
    const {
      confirmedBy,
      confirmedAt: _,
      ...held
    } = role(name, {
      ...(isAtOne ? { schools: [school('own-een')] } : {}),
      ...(isFound ? { lapsedOn: today } : {}),
    });
    const confirmedAt = at.now - confirmedAgo * dayMillis;
    return isConfirmed || name === 'administrator' ? { ...held, confirmedBy, confirmedAt } : held;
  });

const anyAccount = (number: number): fc.Arbitrary<UsedAccount> =>
  fc
    .record({
      roles: fc.uniqueArray(anyRole, { maxLength: 3, selector: (each) => each.role }),
      usedAgo: fc.integer({ min: 0, max: 500 }),
      signIn: fc.constantFrom('school', 'school', 'school', 'passkey'),
    })
    .map(({ roles, usedAgo, signIn }) => ({
      ...usedAccount(number, ...roles),
      signIn,
      lastUsedOn: required(daysLater(today, -usedAgo)),
    }));

const anyParty: fc.Arbitrary<PartyAccounts> = fc
  .record({
    accounts: fc.tuple(...numbers.map((number) => anyAccount(number))),
    standIn: fc.option(fc.constantFrom(...numbers), { nil: undefined }),
  })
  .map(({ accounts, standIn }) => ({
    accounts,
    ...(standIn === undefined ? {} : { standIn: { account: account(standIn), namedAt: at.now } }),
  }));
const anyDays = fc.integer({ min: 0, max: 400 });

const isWhole = ({ role: name, schools }: HeldRole) => name === 'administrator' && schools === undefined;
const namesOf = (roles: readonly HeldRole[]) => roles.map((each) => each.role);

describe('roles that lapse', () => {
  it('never leave a board without an administrator who would be one by use', () => {
    let kept = 0;
    fc.assert(
      fc.property(anyParty, anyDays, (party, days) => {
        const when = laterBy(days);
        const could = party.accounts.filter((of) => rolesIfUsed(of, when).some(isWhole));
        const are = party.accounts.filter((of) => rolesInForce(of, party, when).some(isWhole));
        if (could.length > are.length && are.length > 0) kept += 1;
        expect(are.length > 0).toBe(could.length > 0);
      }),
      { numRuns: 400 },
    );
    expect(kept).toBeGreaterThan(5);
  });

  it('are none of an account that a passkey opens, of a signer, a data protection officer or the stand-in', () => {
    fc.assert(
      fc.property(anyParty, anyDays, (party, days) => {
        const when = laterBy(days);
        for (const of of party.accounts) {
          const could = rolesIfUsed(of, when);
          const isExempt =
            of.signIn === 'passkey' ||
            could.some(({ role: name }) => name === 'signer' || name === 'data_protection_officer') ||
            (party.standIn?.account === of.account && could.some(isWhole));
          if (!isExempt) continue;
          const unfound = could.filter(({ lapsedOn }) => lapsedOn === undefined);
          expect(namesOf(rolesInForce(of, party, when))).toEqual(expect.arrayContaining(namesOf(unfound)));
        }
      }),
    );
  });

  it('stay so as days go by', () => {
    fc.assert(
      fc.property(anyParty, anyDays, anyDays, (party, days, more) => {
        for (const of of party.accounts) {
          const later = namesOf(rolesInForce(of, party, laterBy(days + more)));
          expect(namesOf(rolesInForce(of, party, laterBy(days)))).toEqual(expect.arrayContaining(later));
        }
      }),
    );
  });

  it('depend on nobody else where the account is in use', () => {
    fc.assert(
      fc.property(anyParty, anyDays, (party, days) => {
        const when = laterBy(days);
        for (const of of party.accounts.filter((each) => isInUse(each, when))) {
          expect(rolesInForce(of, party, when)).toEqual(rolesInForce(of, { accounts: [of] }, when));
          expect(rolesInForce(of, party, when)).toEqual(rolesIfUsed(of, when));
        }
      }),
    );
  });
});
