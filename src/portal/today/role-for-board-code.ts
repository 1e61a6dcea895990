import { confirmedRole, type HeldRole } from '../../domain/portal-roles.ts';
import { hasAdministrator, isLastAdministrator } from '../../rights/kept-administrator.ts';
import { isAdministratorOfAll } from '../../rights/roles-if-used.ts';
import { askedNow, type EverybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';

/**
 * The role of an administrator that a code of the board can confirm: of an account of a board whose administrators cannot, because
 * there is none. `accounts`: all of the party. `undefined`: there is nothing to type.
 */
export function roleForBoardCode(
  portal: Portal,
  { account, person }: Visitor,
  { party }: EverybodyOf,
): HeldRole | undefined {
  const at = askedNow(portal);
  if (person.party.kind !== 'board' || hasAdministrator(party, at)) return undefined;
  const waiting = account.roles.find((held) => isAdministratorOfAll(held) && held.confirmedAt === undefined);
  if (waiting === undefined) return undefined;
  const confirmed = confirmedRole(waiting, { kind: 'board_code' }, at.now);
  const accounts = party.accounts.map((each) =>
    each.account === account.id ? { ...each, roles: [...each.roles, confirmed] } : each,
  );
  return isLastAdministrator(account.id, { ...party, accounts }, at) ? waiting : undefined;
}
