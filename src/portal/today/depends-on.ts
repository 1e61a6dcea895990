import { isLastAdministrator, withoutStandIn } from '../../rights/kept-administrator.ts';
import { accountRolesOf, askedNow, type Portal, type Visitor } from '../visitor.ts';

/** Whether the board depends on this visitor alone. Who stands in is not kept yet, so a board with two is not warned. */
export async function dependsOn(portal: Portal, { account, person }: Visitor): Promise<boolean> {
  if (person.party.kind !== 'board') return false;
  const at = askedNow(portal);
  const board = { accounts: (await portal.accounts.accountsOf(person.party)).map(accountRolesOf) };
  return withoutStandIn(board, at) !== undefined && isLastAdministrator(account.id, board, at);
}
