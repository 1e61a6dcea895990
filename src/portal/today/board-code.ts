import { confirmedRole } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { portalAddresses } from '../addresses.ts';
import { textField } from '../form-fields.ts';
import { everybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { roleForBoardCode } from './role-for-board-code.ts';
import { sendToday } from './today.ts';

/** Who has the code reads the registered mailbox of the board, and so acts for it. */
export async function typeBoardCode(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account, person } = visitor;
  const waiting = roleForBoardCode(portal, visitor, await everybodyOf(portal, person.party));
  if (waiting === undefined || person.party.kind !== 'board') {
    return void seeOther(exchange.response, portalAddresses.home);
  }
  const outcome = await portal.accounts.takeBoardCode(person.party.id, textField(exchange, 'code'));
  if (outcome !== 'right') {
    await portal.audit({
      type: 'account.board_code_wrong',
      at: portal.clock.now(),
      board: person.party.id,
      reason: outcome,
      recordKind: 'portal_account',
      recordId: account.id,
    });
    return sendToday(portal, exchange, visitor, { wrong: 'code' });
  }
  const by = { kind: 'board_code' } as const;
  const confirmed = confirmedRole(waiting, by, portal.clock.now());
  const roles = account.roles.map((each) => (each === waiting ? confirmed : each));
  await portal.accounts.changeRoles(account, roles, {
    type: 'account.role_confirmed',
    role: 'administrator',
    by,
  });
  return void seeOther(exchange.response, portalAddresses.home);
}
