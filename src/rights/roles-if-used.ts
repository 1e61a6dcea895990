import type { CalendarDay } from '../domain/clock.ts';
import type { SchoolId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { Granter, HeldRole, PortalRole } from '../domain/portal-roles.ts';
import type { AccountRoles } from './account-roles.ts';
import type { AskedAt, BoardsOfSchools } from './asked-at.ts';
import { excludesOneOf } from './exclusive-roles.ts';

/** A role that somebody confirmed. What takes such roles is given those that act now. */
export interface RoleInForce extends HeldRole {
  readonly confirmedBy: Granter;
  readonly confirmedAt: number;
}

/**
 * Of the roles that an account holds at a party those that act while it is used: confirmed, not past, of that sort of party and at
 * schools that are still the board's. Of roles that exclude one another none acts.
 */
export function rolesIfUsed({ party, roles }: AccountRoles, asked: AskedAt): readonly RoleInForce[] {
  const current = roles.filter((role) => !isPast(role, asked.today));
  return current
    .filter(({ role }) => isRoleOf(role, party) && !excludesOneOf(role, current))
    .filter((role) => isConfirmed(role, asked.now))
    .flatMap((role) => atSchoolsOf(role, party, asked.register));
}

/** The last day counts. */
export function isPast({ until }: Pick<HeldRole, 'until'>, today: CalendarDay): boolean {
  return until !== undefined && until < today;
}

/** People of the operator and of a supplier have the role of that name, people of a board all others. */
export function isRoleOf(role: PortalRole, { kind }: Party): boolean {
  return role === 'operator' || role === 'supplier' ? role === kind : kind === 'board';
}

export function isSchoolOf(party: Party, school: SchoolId, register: BoardsOfSchools): boolean {
  return party.kind === 'board' && register.get('school', school)?.board === party.id;
}

function isConfirmed(role: HeldRole, now: number): role is RoleInForce {
  return role.confirmedBy !== undefined && role.confirmedAt !== undefined && role.confirmedAt <= now;
}

/** Without those that went to another board; where none is left, the role is nowhere, and not everywhere. */
function atSchoolsOf(role: RoleInForce, party: Party, register: BoardsOfSchools): readonly RoleInForce[] {
  if (role.schools === undefined) return [role];
  const schools = role.schools.filter((school) => isSchoolOf(party, school, register));
  return schools.length === 0 ? [] : [{ ...role, schools }];
}

/** At some schools alone is not enough: nobody could grant a role at the others. */
export function isAdministratorOfAll({ role, schools }: HeldRole): boolean {
  return role === 'administrator' && schools === undefined;
}
