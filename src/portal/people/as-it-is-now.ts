import { SluisError } from '../../domain/errors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { showPeople } from './people.ts';

/** Who came second sees how things stand by then, and has changed nothing. */
export async function asItIsNow(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  change: (portal: Portal, exchange: HttpExchange, visitor: Visitor) => Promise<void>,
): Promise<void> {
  try {
    await change(portal, exchange, visitor);
  } catch (error) {
    if (!(error instanceof SluisError) || error.code !== 'account.changed_meanwhile') throw error;
    exchange.response.status(409);
    await showPeople(portal, exchange, visitor, { wrong: 'changed' });
  }
}
