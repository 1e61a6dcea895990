import { describe, expect, it } from 'vitest';
import { boardRoles, confirmedRole, type HeldRole } from '../../../src/domain/portal-roles.ts';
import type { PartyAccounts, UsedAccount } from '../../../src/rights/account-roles.ts';
import { newRole } from '../../../src/rights/granting.ts';
import { canLapse, isInUse, lapsedRoles, rolesInForce } from '../../../src/rights/roles-in-force.ts';
import { at, day, role, school, somebody, today, usedAccount } from './role-world.ts';

/** 60 school days before the day that is asked about, and one fewer. */
const [longAgo, justRecent] = [day('2026-05-11'), day('2026-05-12')];
const unused = (number: number, ...roles: readonly HeldRole[]): UsedAccount => ({
  ...usedAccount(number, ...roles),
  lastUsedOn: longAgo,
});
const party = (...accounts: readonly UsedAccount[]): PartyAccounts => ({ accounts });
const acting = (of: UsedAccount, all = party(of)) => rolesInForce(of, all, at).map(({ role: name }) => name);
const atOne = { schools: [school('own-een')] };
const ordinary = boardRoles.filter((name) => name !== 'signer' && name !== 'data_protection_officer');
const never = (...roles: readonly HeldRole[]): UsedAccount => {
  const { lastUsedOn: _, ...account } = usedAccount(2, ...roles);
  return account;
};

describe('a role of an account that was not used for 60 school days', () => {
  it.each(ordinary)('does not act: %s', (name) => {
    const of = unused(2, role(name, { schools: [school('own-een')] }));
    expect(acting(of)).toEqual([]);
    expect(lapsedRoles(of, party(of), at).map((each) => each.role)).toEqual([name]);
    expect(isInUse(of, at)).toBe(false);
  });

  it('acts until the sixtieth is over', () => {
    const of = { ...unused(2, role('reader')), lastUsedOn: justRecent };
    expect(acting(of)).toEqual(['reader']);
    expect(isInUse(of, at)).toBe(true);
  });

  it('is counted from its confirmation where nobody has signed in since', () => {
    const confirmedNow = confirmedRole(role('reader'), somebody, at.now);
    expect(acting(unused(2, confirmedNow))).toEqual(['reader']);
    expect(acting(never(confirmedNow))).toEqual(['reader']);
    expect(acting(never(role('reader')))).toEqual([]);
    const [before, after] = ['2026-05-11T09:00:00Z', '2026-05-12T09:00:00Z'].map((text) =>
      role('reader', { confirmedAt: Date.parse(text) }),
    );
    expect(before && acting(never(before))).toEqual([]);
    expect(after && acting(never(after))).toEqual(['reader']);
  });

  it('does not act either when somebody came back and found it so, whatever happens but a confirmation', () => {
    const found = role('reader', { lapsedOn: today });
    expect(acting(usedAccount(2, found))).toEqual([]);
    expect(acting(usedAccount(2, found, role('signer')))).toEqual(['signer']);
    expect(acting({ ...usedAccount(2, found), signIn: 'passkey' })).toEqual([]);
    expect(acting(usedAccount(2, confirmedRole(found, somebody, at.now)))).toEqual(['reader']);
    expect(confirmedRole(found, somebody, at.now)).not.toHaveProperty('lapsedOn');
  });

  it('takes no other role with it that was confirmed later', () => {
    const of = unused(2, role('reader'), confirmedRole(role('help_desk'), somebody, at.now));
    expect(acting(of)).toEqual(['help_desk']);
  });
});

describe('roles do not lapse', () => {
  it.each<[string, UsedAccount]>([
    ['of an account that a passkey opens', { ...unused(2, role('proposer')), signIn: 'passkey' }],
    ['of a signer', unused(2, role('proposer'), role('signer'))],
    ['of a data protection officer', unused(2, role('reader'), role('data_protection_officer'))],
  ])('%s', (_what, of) => {
    expect(acting(of)).toEqual(of.roles.map((each) => each.role));
    expect(canLapse(of, party(of), at)).toBe(false);
  });

  it.each<[string, HeldRole]>([
    ['signer was not confirmed', newRole({ role: 'signer' }, somebody, 1)],
    ['signer is past', role('signer', { until: day('2026-11-01') })],
  ])('but do where the role as %s', (_what, held) => {
    expect(acting(unused(2, role('proposer'), held))).toEqual([]);
  });

  it('of the stand-in, by the role that was named', () => {
    const of = unused(2, role('administrator', { confirmedAt: 5 }), role('proposer'));
    const others = [usedAccount(1, role('administrator'))];
    const named = (namedAt: number, account = of) =>
      acting(account, { accounts: [...others, account], standIn: { account: account.account, namedAt } });
    expect(named(5)).toEqual(['administrator', 'proposer']);
    expect(named(4)).toEqual([]);
    expect(named(9, unused(2, role('administrator', atOne), role('proposer')))).toEqual([]);
    expect(named(9, unused(2, role('proposer')))).toEqual([]);
    const elsewhere = { account: usedAccount(3).account, namedAt: 9 };
    expect(acting(of, { accounts: [...others, of], standIn: elsewhere })).toEqual([]);
  });
});

describe('a board whose administrators were not there', () => {
  const [one, two] = [unused(1, role('administrator'), role('proposer')), unused(2, role('administrator'))];

  it('keeps the last one, with that role alone', () => {
    expect(acting(one)).toEqual(['administrator']);
    expect(acting(one, party(one, unused(2, role('reader'))))).toEqual(['administrator']);
  });

  it('keeps the one who was there last, and both where that is the same day', () => {
    const later = { ...two, lastUsedOn: justRecent };
    const muchLater = { ...at, today: day('2027-04-01'), now: Date.parse('2027-04-01T09:00:00Z') };
    const all = party(one, later);
    expect(rolesInForce(one, all, muchLater)).toEqual([]);
    expect(rolesInForce(later, all, muchLater)).toHaveLength(1);
    expect([acting(one, party(one, two)), acting(two, party(one, two))]).toEqual([
      ['administrator'],
      ['administrator'],
    ]);
  });

  it('keeps none of them where another one acts, whether used or not', () => {
    for (const other of [
      usedAccount(3, role('administrator')),
      { ...unused(3, role('administrator')), signIn: 'passkey' as const },
      unused(3, role('administrator'), role('signer')),
    ]) {
      expect(acting(one, party(one, other))).toEqual([]);
      expect(acting(other, party(one, other))).toContain('administrator');
    }
  });

  it.each<[string, HeldRole]>([
    ['at some schools', role('administrator', atOne)],
    ['whom nobody has confirmed', newRole({ role: 'administrator' }, somebody, 1)],
    ['whose last day is over', role('administrator', { until: day('2026-11-01') })],
  ])('is not helped by an administrator %s', (_what, held) => {
    expect(acting(one, party(one, usedAccount(3, held)))).toEqual(['administrator']);
  });

  it('keeps one whose role was not found lapsed before one whose role was', () => {
    const found = usedAccount(2, role('administrator', { lapsedOn: today }));
    expect(acting(one, party(one, found))).toEqual(['administrator']);
    expect(acting(found, party(one, found))).toEqual([]);
    expect(acting(found, party(found))).toEqual(['administrator']);
  });

  it('keeps nobody who is not among those that were looked at', () => {
    expect(acting(one, party())).toEqual([]);
  });

  it('leaves an administrator at some schools alone no exception', () => {
    expect(acting(unused(2, role('administrator', atOne)))).toEqual([]);
  });
});
