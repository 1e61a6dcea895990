import type { HttpExchange } from '../../http/exchange.ts';
import { textField } from '../form-fields.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { onwardsTo, sendConfirm } from './confirm.ts';
import { troubleOf } from './trouble.ts';

/** Uses one up. The session is what it was: a code proves nothing, and opens the page that adds a factor a day later. */
export async function useRecoveryCode(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const to = onwardsTo(textField(exchange, 'to'));
  const used = await portal.factors.useRecoveryCode(visitor.account.id, textField(exchange, 'code'));
  return used.outcome === 'used'
    ? sendConfirm(portal, exchange, visitor, { to, opensAt: used.pass.from })
    : sendConfirm(portal, exchange, visitor, { to, trouble: troubleOf(used) });
}
