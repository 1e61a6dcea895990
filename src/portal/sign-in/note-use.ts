import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { isInUse, lapsedRoles } from '../../rights/roles-in-force.ts';
import { accountRolesOf, askedNow, everybodyOf } from '../person-now.ts';
import type { Portal } from '../visitor.ts';

/** Somebody signed in. What had lapsed by then stays so, until somebody else confirms it anew. */
export async function noteUse(portal: Portal, account: PortalAccount): Promise<void> {
  const of = accountRolesOf(account);
  const at = askedNow(portal);
  const lapsed = isInUse(of, at) ? [] : lapsedRoles(of, (await everybodyOf(portal, account.party)).party, at);
  await portal.accounts.used(
    account,
    at.today,
    lapsed.map(({ role }) => role),
  );
}
