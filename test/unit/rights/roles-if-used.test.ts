import { describe, expect, it } from 'vitest';
import type { HeldRole } from '../../../src/domain/portal-roles.ts';
import type { Party } from '../../../src/domain/party.ts';
import { rolesIfUsed } from '../../../src/rights/roles-if-used.ts';
import { account, at, day, role, school, somebody, today, waterland, zeeland } from './role-world.ts';

const rolesOf = (roles: readonly HeldRole[], party: Party) =>
  rolesIfUsed({ account: account(1), party, roles }, at);
const acting = (...held: readonly HeldRole[]) => rolesOf(held, waterland).map(({ role: name }) => name);
const pending: HeldRole = { role: 'approver', grantedBy: somebody, grantedAt: 1 };

describe('roles of an account that is used', () => {
  it.each<[string, HeldRole]>([
    ['is not confirmed', pending],
    ['has no moment of confirmation', { ...pending, confirmedBy: somebody }],
    ['is said to be confirmed by nobody', { ...pending, confirmedAt: 2 }],
    ['is confirmed in the future', role('approver', { confirmedAt: at.now + 1 })],
    ['was until yesterday', role('approver', { until: day('2026-11-01') })],
    ['is the operator’s', role('operator')],
    ['is a supplier’s', role('supplier')],
    ['is at a school of another board', role('approver', { schools: [school('other-een')] })],
    ['is at a school that is not there', role('approver', { schools: [school('nowhere')] })],
    ['is at no school', role('approver', { schools: [] })],
  ])('has none that %s', (_why, held) => {
    expect(acting(held)).toEqual([]);
  });

  it('has those of which it is the last day, and those confirmed at this moment', () => {
    expect(acting(role('approver', { until: today }))).toEqual(['approver']);
    expect(acting(role('approver', { confirmedAt: at.now }))).toEqual(['approver']);
  });

  it('leaves a role at those of its schools that are still the board’s', () => {
    const schools = [school('own-een'), school('other-een')];
    expect(rolesOf([role('reader', { schools })], waterland)).toEqual([
      role('reader', { schools: [school('own-een')] }),
    ]);
  });

  it('has the role of an operator for the operator alone, and no role of a board', () => {
    const held = [role('operator'), role('administrator')];
    expect(rolesOf(held, { kind: 'operator' })).toEqual([role('operator')]);
  });

  it('has none of two that exclude each other, also before one is confirmed', () => {
    const officer = role('data_protection_officer');
    expect(acting(officer, role('privacy_officer'))).toEqual([]);
    expect(acting(officer, { ...pending, role: 'privacy_officer' })).toEqual([]);
    expect(acting(officer, role('reader'))).toEqual(['data_protection_officer', 'reader']);
    const past = role('privacy_officer', { until: day('2026-11-01') });
    expect(acting(officer, past)).toEqual(['data_protection_officer']);
  });

  it('asks the board that the account is of', () => {
    const held = [role('reader', { schools: [school('other-een')] })];
    expect(rolesOf(held, zeeland)).toHaveLength(1);
  });
});
