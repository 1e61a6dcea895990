import type { CalendarDay } from '../domain/clock.ts';
import type { HeldRole, PortalRole } from '../domain/portal-roles.ts';

/** How an account was used, with the calendar of its schools. */
export interface AccountUse {
  /** The last day on which its login was used, or on which it was made when it never was. */
  readonly lastUsedOn: CalendarDay;
  /** How many school days there have been after that day. */
  readonly schoolDaysSince: (day: CalendarDay) => number;
  readonly signIn: 'school' | 'passkey';
  readonly isStandIn: boolean;
  readonly isLastAdministrator: boolean;
}

/** After so many school days without a sign-in a role ends: most likely its holder works there no more. */
export const unusedSchoolDays = 60;

/** People who may be needed once a year, and must be there then. */
const seldomUsed: ReadonlySet<PortalRole> = new Set<PortalRole>(['signer', 'data_protection_officer']);

/** Whether a role ends because the login of its account was not used. */
export function isLapsed(role: Pick<HeldRole, 'role'>, use: AccountUse): boolean {
  if (isAskedAfter(role, use)) return false;
  if (role.role === 'administrator' && use.isLastAdministrator) return false;
  return use.schoolDaysSince(use.lastUsedOn) >= unusedSchoolDays;
}

/**
 * Whether a role never ends in that way, and the party is asked each quarter instead whether it is still right. The stand-in is
 * one as administrator, and in no other role.
 */
export function isAskedAfter({ role }: Pick<HeldRole, 'role'>, { signIn, isStandIn }: AccountUse): boolean {
  return signIn === 'passkey' || seldomUsed.has(role) || (isStandIn && role === 'administrator');
}
