import type { CalendarDay } from '../domain/clock.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { NamedStandIn, PortalSignIn } from '../domain/portal-accounts.ts';
import type { HeldRole } from '../domain/portal-roles.ts';

/** An account with all roles that it holds at one party, also those that do not act yet or no longer. */
export interface AccountRoles {
  readonly party: Party;
  readonly account: PortalAccountId;
  readonly roles: readonly HeldRole[];
}

/** The same with what says whether its roles lapse. */
export interface UsedAccount extends AccountRoles {
  readonly signIn: PortalSignIn;
  /** Absent: never. */
  readonly lastUsedOn?: CalendarDay;
}

/** Everybody who has an account at one party, and who stands in when the administrator of a board is not there. */
export interface PartyAccounts {
  readonly accounts: readonly UsedAccount[];
  readonly standIn?: NamedStandIn;
}
