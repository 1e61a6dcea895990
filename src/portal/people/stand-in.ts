import { portalAccountId } from '../../domain/ids.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { SluisError } from '../../domain/errors.ts';
import { refusedStandIn } from '../../rights/kept-administrator.ts';
import { portalAddresses } from '../addresses.ts';
import { textField } from '../form-fields.ts';
import { askedNow, everybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { asItIsNow } from './as-it-is-now.ts';
import { isSeenBy, showPeople } from './people.ts';

/** An administrator says which other one stands in, in the place of whoever did. */
export function nameStandIn(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return asItIsNow(portal, exchange, visitor, name);
}

async function name(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { person } = visitor;
  const id = portalAccountId(textField(exchange, 'account'));
  const { all, party } = await everybodyOf(portal, person.party);
  const account = all.find((each) => each.id === id);
  if (account === undefined || !isSeenBy(visitor, account)) {
    throw new SluisError('http.not_found', 'there is no such account for this visitor');
  }
  if (refusedStandIn(person, account.id, party, askedNow(portal)) !== undefined) {
    exchange.response.status(403);
    return showPeople(portal, exchange, visitor, { wrong: 'other' });
  }
  await portal.accounts.nameStandIn(account, person.account, all);
  return void seeOther(exchange.response, `${portalAddresses.people}?done`);
}
