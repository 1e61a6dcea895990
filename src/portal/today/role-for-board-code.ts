import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { HeldRole } from '../../domain/portal-roles.ts';
import { confirmedRole } from '../../rights/granting.ts';
import { isLastAdministrator } from '../../rights/kept-administrator.ts';
import { accountRolesOf, askedNow, type Portal, type Visitor } from '../visitor.ts';

/**
 * The role of an administrator that a code of the board can confirm: of an account of a board whose administrators cannot, because
 * there is none. `accounts`: all of the party. `undefined`: there is nothing to type.
 */
export function roleForBoardCode(
  portal: Portal,
  { account, person }: Visitor,
  accounts: readonly PortalAccount[],
): HeldRole | undefined {
  if (person.party.kind !== 'board') return undefined;
  const waiting = account.roles.find(
    ({ role, schools, confirmedAt }) =>
      role === 'administrator' && schools === undefined && confirmedAt === undefined,
  );
  if (waiting === undefined) return undefined;
  const at = askedNow(portal);
  const confirmed = confirmedRole(waiting, { kind: 'board_code' }, at.now);
  const all = accounts.map(accountRolesOf);
  // would it be the only one, then nobody else is
  const after = all.map((each) =>
    each.account === account.id ? { ...each, roles: [...each.roles, confirmed] } : each,
  );
  return isLastAdministrator(account.id, { accounts: after }, at) ? waiting : undefined;
}
