import { SluisError } from '../../domain/errors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { portalAddresses } from '../addresses.ts';
import { textField } from '../form-fields.ts';
import { everybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { mayReview, whatIsSeen } from './review-due.ts';
import { sendToday } from './today.ts';

/** Somebody says that all people of the party are right, as they saw them. Where somebody changed meanwhile, they look again. */
export async function reviewPeople(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { person } = visitor;
  if (!mayReview(visitor)) return sendToday(portal, exchange, visitor, { wrong: 'review_not_allowed' });
  const everybody = await everybodyOf(portal, person.party);
  if (textField(exchange, 'seen') !== whatIsSeen(everybody)) return changed(portal, exchange, visitor);
  try {
    await portal.accounts.reviewPeople(person.party, person.account, everybody.all);
  } catch (error) {
    if (!(error instanceof SluisError) || error.code !== 'account.changed_meanwhile') throw error;
    return changed(portal, exchange, visitor);
  }
  return void seeOther(exchange.response, `${portalAddresses.home}?reviewed`);
}

function changed(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return sendToday(portal, exchange, visitor, { wrong: 'review_changed' });
}
