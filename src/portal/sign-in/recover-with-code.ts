import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { portalAddresses } from '../addresses.ts';
import { textField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import type { Portal } from '../visitor.ts';
import { renderRecoverWithCode } from './recover-with-code-page.ts';

export function showRecoverWithCode(_portal: Portal, exchange: HttpExchange): Promise<void> {
  sendPage(exchange.response, renderRecoverWithCode(frameOf(exchange)));
  return Promise.resolve();
}

/**
 * For accounts that a passkey alone opens, which no school leads to the form for such codes. The code says whose it is, so nobody is
 * named, and the page says the same of every code that it does not take. It is typed twice: to begin the wait, and after it, to
 * come to the page that adds a factor.
 */
export async function recoverWithCode(portal: Portal, exchange: HttpExchange): Promise<void> {
  await portal.limitVisits(exchange);
  const typed = textField(exchange, 'code');
  const owned = await portal.factors.ownerOfRecoveryCode(typed);
  const account = owned && (await portal.accounts.account(owned.account));
  // where there is a school, its login has to say who it is as well
  if (account === undefined || account.subject !== undefined) return void sendWrong(exchange);
  if (owned?.pass === undefined) {
    const used = await portal.factors.useRecoveryCode(account.id, typed);
    if (used.outcome !== 'used') return void sendWrong(exchange);
    return void sendWait(portal, exchange, used.pass.from);
  }
  if (portal.clock.now() < owned.pass.from) return void sendWait(portal, exchange, owned.pass.from);
  const { request, response } = exchange;
  await portal.sessions.begin(request, response, { account: account.id, proof: 'recovery_code' });
  await portal.factors.addingOpened(account.id, 'recovery_code');
  return void seeOther(response, portalAddresses.factors);
}

function sendWait(portal: Portal, exchange: HttpExchange, from: number): void {
  const opensAt = portal.momentOf(from);
  sendPage(exchange.response, renderRecoverWithCode({ ...frameOf(exchange), opensAt }));
}

function sendWrong(exchange: HttpExchange): void {
  sendPage(exchange.response.status(403), renderRecoverWithCode({ ...frameOf(exchange), isWrong: true }));
}
