import { describe, expect, it } from 'vitest';
import { boardRoles, type PortalRole } from '../../../src/domain/portal-roles.ts';
import {
  isAskedAfter,
  isLapsed,
  unusedSchoolDays,
  type AccountUse,
} from '../../../src/rights/unused-roles.ts';
import { day, role } from './role-world.ts';

const lastUsedOn = day('2026-09-01');
const use = (schoolDays: number, members: Partial<AccountUse> = {}): AccountUse => ({
  lastUsedOn,
  schoolDaysSince: (asked) => (asked === lastUsedOn ? schoolDays : 0),
  signIn: 'school',
  isStandIn: false,
  isLastAdministrator: false,
  ...members,
});
const lapsing = (names: readonly PortalRole[], of: AccountUse) =>
  names.filter((name) => isLapsed(role(name), of));
const seldom = ['signer', 'data_protection_officer'];
const others = boardRoles.filter((name) => !seldom.includes(name));

describe('a role whose account was not used', () => {
  it('ends after 60 school days, and not a day earlier', () => {
    expect(unusedSchoolDays).toBe(60);
    expect(lapsing(boardRoles, use(59))).toEqual([]);
    expect(lapsing(boardRoles, use(60))).toEqual(others);
  });

  it('does not end with a passkey, nor for a signer or a data protection officer: they are asked after', () => {
    expect(lapsing(boardRoles, use(400, { signIn: 'passkey' }))).toEqual([]);
    expect(boardRoles.filter((name) => isAskedAfter(role(name), use(0, { signIn: 'passkey' })))).toEqual(
      boardRoles,
    );
    expect(boardRoles.filter((name) => isAskedAfter(role(name), use(0)))).toEqual(seldom);
  });

  it('does not end for a stand-in as administrator, and ends in every other role', () => {
    const standIn = use(60, { isStandIn: true });
    expect(lapsing(boardRoles, standIn)).toEqual(others.filter((name) => name !== 'administrator'));
    expect(isAskedAfter(role('administrator'), standIn)).toBe(true);
  });

  it('does not end for the last administrator of a board, who is not asked after either', () => {
    const last = use(400, { isLastAdministrator: true });
    expect(lapsing(boardRoles, last)).toEqual(others.filter((name) => name !== 'administrator'));
    expect(isAskedAfter(role('administrator'), last)).toBe(false);
  });
});
