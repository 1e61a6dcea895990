import { SluisError } from '../../domain/errors.ts';
import { portalAccountId } from '../../domain/ids.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { textField } from '../form-fields.ts';
import { everybodyOf, type EverybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { isSeenBy } from './people.ts';

/** Whom a form is about, among everybody of the party as they are at this moment. */
export interface AccountOfForm {
  readonly account: PortalAccount;
  readonly everybody: EverybodyOf;
}

/** Throws for what is another party's, or not seen: it does not exist. */
export async function accountOfForm(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<AccountOfForm> {
  const id = portalAccountId(textField(exchange, 'account'));
  const everybody = await everybodyOf(portal, visitor.person.party);
  const account = everybody.all.find((each) => each.id === id);
  if (account === undefined || !isSeenBy(visitor, account)) {
    throw new SluisError('http.not_found', 'there is no such account for this visitor');
  }
  return { account, everybody };
}
