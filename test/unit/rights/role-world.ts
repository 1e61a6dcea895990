import { calendarDay } from '../../../src/domain/clock.ts';
import {
  boardId,
  portalAccountId,
  schoolId,
  supplierId,
  type PortalAccountId,
} from '../../../src/domain/ids.ts';
import type { Party } from '../../../src/domain/party.ts';
import type { HeldRole, PortalRole } from '../../../src/domain/portal-roles.ts';
import { schoolRecord } from '../../../src/register/model/kinds/school.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import type { PortalPerson } from '../../../src/rights/portal-person.ts';
import type { UsedAccount } from '../../../src/rights/account-roles.ts';
import type { AskedAt } from '../../../src/rights/asked-at.ts';
import type { RoleInForce } from '../../../src/rights/roles-if-used.ts';
import { required } from '../../../testkit/values/ids.ts';

export const day = (text: string) => required(calendarDay(text));
export const school = (text: string) => required(schoolId(text));

/** The account of somebody with a number of one digit. */
export function account(number: number): PortalAccountId {
  return required(portalAccountId(`00000000-0000-4000-8000-00000000000${String(number)}`));
}

export const waterland: Party = { kind: 'board', id: required(boardId('waterland')) };
export const zeeland: Party = { kind: 'board', id: required(boardId('zeeland')) };
export const leesboom: Party = { kind: 'supplier', id: required(supplierId('leesboom')) };

const boards: Readonly<Record<string, string>> = {
  'own-een': 'waterland',
  'own-twee': 'waterland',
  'other-een': 'zeeland',
};

/** Two schools of one board and one of another. */
export const register = registerInMemory({
  ...emptyLists(),
  school: Object.entries(boards).map(([id, board]) =>
    schoolRecord.parse({ ...Object(kinds.school.api.example), id, board }),
  ),
});

export const today = day('2026-11-02');
const now = Date.parse('2026-11-02T09:00:00Z');
export const at: AskedAt = { today, now, register };

export const somebody = { kind: 'account', account: account(9) } as const;

/** A role that was granted and confirmed long ago. */
export function role(name: PortalRole, members: Partial<HeldRole> = {}): RoleInForce {
  const long = { grantedBy: somebody, grantedAt: 1, confirmedBy: somebody, confirmedAt: 2 };
  return { role: name, ...long, ...members };
}

/** An account of the board of Waterland that was used today, by the login of a school. */
export function usedAccount(number: number, ...roles: readonly HeldRole[]): UsedAccount {
  return { party: waterland, account: account(number), roles, signIn: 'school', lastUsedOn: today };
}

/** Somebody of the board of Waterland who has these roles. */
export function personWith(...roles: readonly RoleInForce[]): PortalPerson {
  return { party: waterland, account: account(1), roles };
}
