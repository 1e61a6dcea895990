import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { refusedStandIn } from '../../rights/kept-administrator.ts';
import { portalAddresses } from '../addresses.ts';
import { askedNow } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { accountOfForm } from './account-of-form.ts';
import { asItIsNow } from './as-it-is-now.ts';
import { showPeople } from './people.ts';

/** An administrator says which other one stands in, in the place of whoever did. */
export function nameStandIn(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return asItIsNow(portal, exchange, visitor, name);
}

async function name(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { person } = visitor;
  const { account, everybody } = await accountOfForm(portal, exchange, visitor);
  const { all, party } = everybody;
  if (refusedStandIn(person, account.id, party, askedNow(portal)) !== undefined) {
    exchange.response.status(403);
    return showPeople(portal, exchange, visitor, { wrong: 'other' });
  }
  await portal.accounts.nameStandIn(account, person.account, all);
  return void seeOther(exchange.response, `${portalAddresses.people}?done`);
}
