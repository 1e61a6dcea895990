import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysLater, dayMillis, type CalendarDay } from '../../../src/domain/clock.ts';
import {
  boardRoles,
  confirmedRole,
  type Granter,
  type HeldRole,
  type PortalRole,
} from '../../../src/domain/portal-roles.ts';
import type { AskedRole } from '../../../src/rights/fit-role.ts';
import { newRole, refusedConfirmation, refusedGrant, type Granting } from '../../../src/rights/granting.ts';
import { refusedStandIn, refusedWithdrawal } from '../../../src/rights/kept-administrator.ts';
import { rightsOfPerson } from '../../../src/rights/person-rights.ts';
import type { PartyAccounts, UsedAccount } from '../../../src/rights/account-roles.ts';
import type { AskedAt } from '../../../src/rights/asked-at.ts';
import { lapsedRoles, rolesInForce } from '../../../src/rights/roles-in-force.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { required } from '../../../testkit/values/ids.ts';
import { account, at, register, role, school, today, usedAccount, waterland } from './role-world.ts';

const people = [1, 2, 3, 4] as const;
type Name = (typeof people)[number];
type By = Name | 'operator' | 'command line';

const anyBy: fc.Arbitrary<By> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...people) },
  { weight: 1, arbitrary: fc.constantFrom('operator', 'command line') },
);
const anyName = fc.constantFrom(...people);
const deciding = ['administrator', 'approver', 'signer'] as const;
const anyRole = fc.constantFrom<PortalRole>(...boardRoles, ...deciding, ...deciding, 'operator');
const anySchools = fc.option(fc.subarray(['own-een', 'own-twee'].map(school), { minLength: 1 }), {
  nil: undefined,
  freq: 2,
});
const anyStep = fc.oneof(
  fc.record({
    act: fc.constant<'grant'>('grant'),
    by: anyBy,
    name: anyName,
    role: anyRole,
    schools: anySchools,
  }),
  fc.record({ act: fc.constant<'confirm'>('confirm'), by: anyBy, name: anyName, nth: fc.nat(30) }),
  fc.record({ act: fc.constant<'withdraw'>('withdraw'), by: anyBy, name: anyName, nth: fc.nat(30) }),
  fc.record({ act: fc.constant<'name'>('name'), by: anyName, name: anyName }),
  fc.record({ act: fc.constant<'sign in'>('sign in'), name: anyName }),
  fc.record({ act: fc.constant<'wait'>('wait'), days: fc.constantFrom(1, 6, 8, 50, 200) }),
);

/** What a board comes to when everything is done that is not refused. */
class BoardModel {
  readonly held = new Map<Name, readonly HeldRole[]>([
    [1, [role('administrator')]],
    [2, [role('approver')]],
    [3, [role('signer')]],
    [4, [role('administrator')]],
  ]);
  readonly usedOn = new Map<Name, CalendarDay>(people.map((name) => [name, today]));
  standIn: PartyAccounts['standIn'] | undefined;
  days = 0;

  get at(): AskedAt {
    return { today: required(daysLater(today, this.days)), now: at.now + this.days * dayMillis, register };
  }

  of(name: Name): UsedAccount {
    const lastUsedOn = required(this.usedOn.get(name));
    return { ...usedAccount(name, ...(this.held.get(name) ?? [])), lastUsedOn };
  }

  get party(): PartyAccounts {
    const accounts = people.map((name) => this.of(name));
    return this.standIn === undefined ? { accounts } : { accounts, standIn: this.standIn };
  }

  acting(name: Name) {
    return rolesInForce(this.of(name), this.party, this.at);
  }

  granting(by: By): Granting {
    if (by === 'command line') return { kind: 'command_line', user: 'beheer' };
    if (by === 'operator') {
      return { party: { kind: 'operator' }, account: account(8), roles: [role('operator')] };
    }
    return { party: waterland, account: account(by), roles: this.acting(by) };
  }

  granter(by: By): Granter {
    if (by === 'command line') return { kind: 'command_line', user: 'beheer' };
    return { kind: 'account', account: account(by === 'operator' ? 8 : by) };
  }

  administrators(): number {
    return people.filter((name) =>
      this.acting(name).some((each) => each.role === 'administrator' && each.schools === undefined),
    ).length;
  }

  asked(name: PortalRole, schools: AskedRole['schools']): AskedRole {
    const until = required(daysLater(this.at.today, 100));
    return {
      role: name,
      ...(schools === undefined ? {} : { schools }),
      ...(name === 'signer' ? { until, ground: 'director' } : {}),
      ...(name === 'technical_partner' ? { until } : {}),
    };
  }
}

/** Said once more, in other words than the code: whether a granter could have given this role. */
function couldGrant(board: BoardModel, by: By, name: Name, { role: wished, schools }: AskedRole): boolean {
  if (by === 'operator' || by === 'command line') return true;
  if (by === name) return false;
  const sources =
    wished === 'approver' ? ['approver', 'signer'] : wished === 'signer' ? ['signer'] : ['administrator'];
  return board
    .acting(by)
    .some(
      (each) =>
        sources.includes(each.role) &&
        (each.schools === undefined ||
          (schools ?? [school('nowhere')]).every((one) => each.schools?.includes(one))),
    );
}

type AnyStep = typeof anyStep extends fc.Arbitrary<infer Each> ? Each : never;

/** As at the portal: what has lapsed is written down before the account counts as used. */
function signIn(board: BoardModel, name: Name): void {
  const lapsed = lapsedRoles(board.of(name), board.party, board.at).map((each) => each.role);
  const roles = board
    .of(name)
    .roles.map((each) => (lapsed.includes(each.role) ? { ...each, lapsedOn: board.at.today } : each));
  board.held.set(name, roles);
  board.usedOn.set(name, board.at.today);
  const again = board.acting(name).map((each) => each.role);
  expect(again.filter((each) => lapsed.includes(each))).toEqual([]);
}

function nameStandIn(board: BoardModel, by: Name, name: Name): boolean {
  const person = { party: waterland, account: account(by), roles: board.acting(by) };
  if (refusedStandIn(person, account(name), board.party, board.at) !== undefined) return false;
  board.standIn = { account: account(name), namedAt: board.at.now };
  return true;
}

/** Does what is not refused; says whether it was done. */
function take(board: BoardModel, step: AnyStep): boolean {
  if (step.act === 'wait') {
    board.days += step.days;
    return true;
  }
  if (step.act === 'sign in') {
    signIn(board, step.name);
    return true;
  }
  if (step.act === 'name') return nameStandIn(board, step.by, step.name);
  const { by, name } = step;
  const of = board.of(name);
  const wished = 'role' in step ? step.role : of.roles[step.nth % of.roles.length]?.role;
  if (wished === undefined) return false;
  const others = of.roles.filter((each) => each.role !== wished);
  if ('role' in step) {
    const asked = board.asked(wished, step.schools);
    if (refusedGrant(board.granting(by), asked, of, board.at) !== undefined) return false;
    expect(couldGrant(board, by, name, asked)).toBe(true);
    board.held.set(name, [...others, newRole(asked, board.granter(by), board.at.now)]);
    return true;
  }
  const held = of.roles.find((each) => each.role === wished);
  if (step.act === 'confirm') {
    if (refusedConfirmation(board.granting(by), wished, of, board.party, board.at) !== undefined) {
      return false;
    }
    const confirmed = confirmedRole(required(held), board.granter(by), board.at.now);
    expect(couldGrant(board, by, name, confirmed)).toBe(true);
    board.held.set(name, [...others, confirmed]);
    return true;
  }
  if (refusedWithdrawal(board.granting(by), wished, of, board.party, board.at) !== undefined) return false;
  board.held.set(name, others);
  return true;
}

const policy = { ...Object(kinds.policy.api.example), school: 'own-een' };
const change = { kind: 'policy', id: 'any', before: policy, after: { ...policy, enabled: false } } as const;

function expectSound(board: BoardModel): void {
  for (const name of people) {
    const held = board.of(name).roles.filter(({ until }) => until === undefined || until >= board.at.today);
    const names = held.map((each) => each.role);
    expect(new Set(names).size).toBe(names.length);
    if (names.includes('data_protection_officer')) {
      expect(
        names.filter((each) => !['data_protection_officer', 'reader', 'help_desk'].includes(each)),
      ).toEqual([]);
    }
    for (const { role: each, confirmedBy } of board.acting(name)) {
      const isOwn = confirmedBy.kind === 'account' && confirmedBy.account === account(name);
      expect([each, isOwn]).toEqual([each, false]);
    }
    const person = { party: waterland, account: account(name), roles: board.acting(name) };
    const publishing = { draft: { by: account(name) }, fourEyes: true, now: board.at.now };
    expect(
      rightsOfPerson(person, publishing).refusal(change, { before: register, after: register }),
    ).toBeDefined();
  }
}

describe('no sequence of grants, confirmations, withdrawals, sign-ins and long absences', () => {
  it('gives a role that nobody could grant, two that exclude each other, a board without administrator or an approver of himself', () => {
    const done = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 10, maxLength: 60, size: 'max' }), (steps) => {
        const board = new BoardModel();
        let before = board.administrators();
        for (const step of steps) {
          if (!take(board, step)) continue;
          done.set(step.act, (done.get(step.act) ?? 0) + 1);
          const after = board.administrators();
          expect([step, before === 0 || after > 0]).toEqual([step, true]);
          before = after;
          expectSound(board);
        }
      }),
      { numRuns: 400 },
    );
    for (const act of ['grant', 'confirm', 'withdraw', 'name', 'sign in']) {
      expect([act, (done.get(act) ?? 0) > 50]).toEqual([act, true]);
    }
  });
});
