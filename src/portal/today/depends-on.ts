import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { isLastAdministrator, withoutStandIn } from '../../rights/kept-administrator.ts';
import { accountRolesOf, askedNow, type Portal, type Visitor } from '../visitor.ts';

/** Whether the board, with all its accounts, depends on this visitor alone. Who stands in is not kept yet, so a board with two is not warned. */
export function dependsOn(
  portal: Portal,
  { account, person }: Visitor,
  all: readonly PortalAccount[],
): boolean {
  if (person.party.kind !== 'board') return false;
  const at = askedNow(portal);
  const board = { accounts: all.map(accountRolesOf) };
  return withoutStandIn(board, at) !== undefined && isLastAdministrator(account.id, board, at);
}
