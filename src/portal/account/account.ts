import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { lapsedRoles } from '../../rights/roles-in-force.ts';
import { frameOf } from '../frame.ts';
import { partyName, schoolNamesOf } from '../names.ts';
import { accountRolesOf, askedNow, everybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { renderAccount } from './account-page.ts';

export async function showAccount(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account } = visitor;
  const register = portal.register.current();
  const { party } = await everybodyOf(portal, account.party);
  sendPage(
    exchange.response,
    renderAccount({
      ...frameOf(exchange, visitor),
      account,
      lapsed: lapsedRoles(accountRolesOf(account), party, askedNow(portal)).map(({ role }) => role),
      madeOn: portal.dayOf(account.madeAt),
      partyName: partyName(account.party, register),
      schoolName: schoolNamesOf(register),
    }),
  );
}
