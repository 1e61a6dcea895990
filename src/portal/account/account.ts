import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { frameOf } from '../frame.ts';
import { partyName, schoolNamesOf } from '../names.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { renderAccount } from './account-page.ts';

export function showAccount(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const register = portal.register.current();
  sendPage(
    exchange.response,
    renderAccount({
      ...frameOf(exchange, visitor),
      account: visitor.account,
      madeOn: portal.dayOf(visitor.account.madeAt),
      partyName: partyName(visitor.account.party, register),
      schoolName: schoolNamesOf(register),
    }),
  );
  return Promise.resolve();
}
