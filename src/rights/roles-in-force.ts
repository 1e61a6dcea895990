import type { CalendarDay } from '../domain/clock.ts';
import type { BoardId, SchoolId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { Granter, HeldRole, PortalRole } from '../domain/portal-roles.ts';
import { excludesOneOf } from './exclusive-roles.ts';

/** A role that acts now. */
export interface RoleInForce extends HeldRole {
  readonly confirmedBy: Granter;
  readonly confirmedAt: number;
}

/** Of a register, whose a school is. */
export interface BoardsOfSchools {
  get(kind: 'school', id: SchoolId): { readonly board: BoardId } | undefined;
}

/** When something is asked, in days of the federation and in milliseconds since the epoch, and of which register. */
export interface AskedAt {
  readonly today: CalendarDay;
  readonly now: number;
  readonly register: BoardsOfSchools;
}

/**
 * Of the roles that an account holds at a party those that act: confirmed, not past, of that sort of party and at schools that
 * are still the board's. Of roles that exclude one another none acts.
 */
export function rolesInForce(
  held: readonly HeldRole[],
  party: Party,
  asked: AskedAt,
): readonly RoleInForce[] {
  const current = held.filter((role) => !isPast(role, asked.today));
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
