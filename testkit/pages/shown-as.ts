import type { PortalAccount } from '../../src/domain/portal-accounts.ts';
import type { ShownAccount, ShownRole } from '../../src/portal/people/shown-account.ts';

/** An account on a page of people; what is said of one role counts for all of them. */
export function shownAs(
  account: PortalAccount,
  changes: Partial<Omit<ShownAccount, 'roles'> & ShownRole> = {},
): ShownAccount {
  const { hasLapsed = false, mayConfirm = false, mayWithdraw = true, held: _, ...rest } = changes;
  return {
    account,
    isOwn: false,
    canLapse: true,
    isStandIn: false,
    mayBeStandIn: false,
    ...rest,
    roles: account.roles.map((held) => ({ held, hasLapsed, mayConfirm, mayWithdraw })),
  };
}
