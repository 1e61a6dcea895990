import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { HeldRole } from '../../domain/portal-roles.ts';
import { refusedConfirmation } from '../../rights/granting.ts';
import { refusedStandIn, refusedWithdrawal } from '../../rights/kept-administrator.ts';
import { canLapse, lapsedRoles } from '../../rights/roles-in-force.ts';
import { standInOf } from '../../rights/stand-in.ts';
import { accountRolesOf, askedNow, type EverybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';

export interface ShownRole {
  readonly held: HeldRole;
  /** Not used for so long that it does not act any more. */
  readonly hasLapsed: boolean;
  readonly mayConfirm: boolean;
  readonly mayWithdraw: boolean;
}

/** An account as whoever reads the page sees it, with what they may do about it. */
export interface ShownAccount {
  readonly account: PortalAccount;
  readonly isOwn: boolean;
  readonly roles: readonly ShownRole[];
  /** Its roles end when they are not used. */
  readonly canLapse: boolean;
  readonly isStandIn: boolean;
  readonly mayBeStandIn: boolean;
}

export function shownAccount(
  portal: Portal,
  { person }: Visitor,
  account: PortalAccount,
  { party }: EverybodyOf,
): ShownAccount {
  const at = askedNow(portal);
  const of = accountRolesOf(account);
  const lapsed = lapsedRoles(of, party, at).map(({ role }) => role);
  return {
    account,
    isOwn: account.id === person.account,
    roles: account.roles.map((held) => ({
      held,
      hasLapsed: lapsed.includes(held.role),
      mayConfirm: refusedConfirmation(person, held.role, of, party, at) === undefined,
      mayWithdraw: refusedWithdrawal(person, held.role, of, party, at) === undefined,
    })),
    canLapse: canLapse(of, party, at),
    isStandIn: standInOf(party, at) === account.id,
    mayBeStandIn: refusedStandIn(person, account.id, party, at) === undefined,
  };
}
