import { unguessable } from '../../domain/randomness.ts';
import type { CookieDefinition } from '../../http/cookies.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { html } from '../../http/markup.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { portalAddresses } from '../addresses.ts';
import { passkeyForm } from '../factors/passkey-form.ts';
import { jsonField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { Portal } from '../visitor.ts';
import { noteUse } from './note-use.ts';
import { signedInEvent } from './sign-in.ts';

/** Binds a challenge to the browser that asked for it. */
const browserCookie: CookieDefinition = { name: 'portal_passkey', maxAgeSeconds: 10 * 60 };

export function showPasskeySignIn(portal: Portal, exchange: HttpExchange): Promise<void> {
  return sendPasskeySignIn(portal, exchange, false);
}

/** Whose passkey it is, the passkey says: nobody types who they are. */
export async function signInWithPasskey(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  const browser = portal.cookies.read(request, browserCookie);
  const answer = jsonField(exchange, 'answer');
  const factor = browser === undefined ? undefined : await portal.factors.finishSignIn(browser, answer);
  const account = factor && (await portal.accounts.account(factor.account));
  if (factor === undefined || account === undefined) return sendPasskeySignIn(portal, exchange, true);
  portal.cookies.clear(response, browserCookie);
  await portal.sessions.begin(request, response, { account: account.id, proof: 'factor', factor });
  await noteUse(portal, account);
  await portal.audit(signedInEvent(portal, account));
  return void seeOther(response, portalAddresses.home);
}

async function sendPasskeySignIn(portal: Portal, exchange: HttpExchange, failed: boolean): Promise<void> {
  // each page makes us keep a challenge
  await portal.limitVisits(exchange);
  const browser = unguessable(portal.randomness);
  const options = await portal.factors.beginSignIn(browser);
  portal.cookies.set(exchange.response, browserCookie, browser);
  if (failed) exchange.response.status(403);
  sendPage(exchange.response, renderPasskeySignIn({ ...frameOf(exchange), options, failed }));
}

export function renderPasskeySignIn(
  page: PortalFrame & { readonly options: object; readonly failed: boolean },
): string {
  const messages = portalMessagesIn(page.language).passkeySignIn;
  return renderPortalPage({
    ...page,
    title: messages.title,
    scripts: ['passkeys.js'],
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      ${page.failed && html`<p class="wrong" role="alert">${messages.failed}</p>`}
      ${passkeyForm({
        language: page.language,
        asks: 'get',
        options: page.options,
        action: portalAddresses.signInWithPasskey,
        button: messages.button,
      })}
      <p><a class="quiet" href="${portalAddresses.recoverWithCode}">${messages.lost}</a></p>`,
  });
}
