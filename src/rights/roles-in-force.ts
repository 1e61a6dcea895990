import { dayMillis, type CalendarDay } from '../domain/clock.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import { schoolDaysAgo } from '../domain/school-days.ts';
import type { PartyAccounts, UsedAccount } from './account-roles.ts';
import type { AskedAt } from './asked-at.ts';
import { isAdministratorOfAll, rolesIfUsed, type RoleInForce } from './roles-if-used.ts';
import { standInOf } from './stand-in.ts';

/** A role lapses when its account was not used on so many school days. */
export const unusedSchoolDays = 60;

/** Whoever holds one of these comes when there is something to sign or to advise on, which may be seldom. */
const rolesOfRareUse: ReadonlySet<PortalRole> = new Set<PortalRole>(['signer', 'data_protection_officer']);

/** The roles of an account that act now. `party`: every account of its party. */
export function rolesInForce(of: UsedAccount, party: PartyAccounts, at: AskedAt): readonly RoleInForce[] {
  return rolesIfUsed(of, at).filter((role) => !hasLapsed(role, of, party, at));
}

/** The roles that would act, had somebody used the account. */
export function lapsedRoles(of: UsedAccount, party: PartyAccounts, at: AskedAt): readonly RoleInForce[] {
  return rolesIfUsed(of, at).filter((role) => hasLapsed(role, of, party, at));
}

/** Whether all roles of an account act whoever else has one: most do, so that nothing else has to be read. */
export function isInUse(of: UsedAccount, at: AskedAt): boolean {
  return rolesIfUsed(of, at).every((role) => role.lapsedOn === undefined && !isUnused(role, of, at));
}

/**
 * Whether roles of this account lapse at all. Not of whoever comes in by a passkey, signs, advises or stands in: those come seldom,
 * and somebody is asked each quarter whether they are still right.
 */
export function canLapse(of: UsedAccount, party: PartyAccounts, at: AskedAt): boolean {
  return (
    of.signIn === 'school' &&
    !rolesIfUsed(of, at).some(({ role }) => rolesOfRareUse.has(role)) &&
    standInOf(party, at) !== of.account
  );
}

/** Lapsing leaves no board without an administrator: of those who could be, whoever used it last still is. */
function hasLapsed(role: RoleInForce, of: UsedAccount, party: PartyAccounts, at: AskedAt): boolean {
  return hasEnded(role, of, party, at) && !(isAdministratorOfAll(role) && isKept(of, party, at));
}

function hasEnded(role: RoleInForce, of: UsedAccount, party: PartyAccounts, at: AskedAt): boolean {
  return role.lapsedOn !== undefined || (isUnused(role, of, at) && canLapse(of, party, at));
}

/** `of` is somebody whose role as administrator of the whole board has ended. */
function isKept({ account }: UsedAccount, party: PartyAccounts, at: AskedAt): boolean {
  const administrators = party.accounts.flatMap((of) =>
    rolesIfUsed(of, at)
      .filter(isAdministratorOfAll)
      .map((role) => ({ of, role })),
  );
  if (administrators.some(({ of, role }) => !hasEnded(role, of, party, at))) return false;
  const unnoticed = administrators.filter(({ role }) => role.lapsedOn === undefined);
  const candidates = unnoticed.length > 0 ? unnoticed : administrators;
  const unused = candidates.map(({ of, role }) => daysUnused(role, of, at));
  const fewest = Math.min(...unused);
  // where several were last used on one day, all of them are
  return candidates.some(({ of }, index) => of.account === account && unused[index] === fewest);
}

function isUnused(role: RoleInForce, of: UsedAccount, at: AskedAt): boolean {
  return daysUnused(role, of, at) >= mostDaysUnused(at.today);
}

/** Whole days since the last sign-in, or since the confirmation where that was later: a moment, without the zone of its day. */
function daysUnused({ confirmedAt }: RoleInForce, { lastUsedOn }: UsedAccount, at: AskedAt): number {
  const sinceConfirmed = Math.floor((at.now - confirmedAt) / dayMillis);
  return lastUsedOn === undefined ? sinceConfirmed : Math.min(sinceConfirmed, daysFrom(lastUsedOn, at.today));
}

function daysFrom(day: CalendarDay, today: CalendarDay): number {
  return (Date.parse(today) - Date.parse(day)) / dayMillis;
}

/** Of the day that was asked about last: it is asked many times, and takes a walk through the year. */
let remembered: { readonly today: CalendarDay; readonly days: number } | undefined;

function mostDaysUnused(today: CalendarDay): number {
  if (remembered?.today !== today) {
    remembered = { today, days: daysFrom(schoolDaysAgo(unusedSchoolDays, today), today) };
  }
  return remembered.days;
}
