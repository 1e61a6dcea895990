import type { IncomingMessage } from 'node:http';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { unguessable } from '../../domain/randomness.ts';
import type { LinkedReset } from '../../factors/reset-links.ts';
import type { CookieDefinition } from '../../http/cookies.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { portalAddresses } from '../addresses.ts';
import { frameOf } from '../frame.ts';
import { beginSignIn } from '../sign-in/school-sign-ins.ts';
import type { Portal } from '../visitor.ts';
import { renderNewKey, renderNewKeyGone } from './new-key-page.ts';

/** What the link held, so that it does not stay in the address, the history and what is printed. */
const linkCookie: CookieDefinition = { name: 'portal_new_key', maxAgeSeconds: 60 * 60 };
/** What tells this browser from others, once it has the link. */
const browserCookie: CookieDefinition = { name: 'portal_new_key_browser', maxAgeSeconds: 7 * 24 * 60 * 60 };

interface Found {
  readonly reset: LinkedReset;
  readonly account: PortalAccount;
}

/** The link of a reset. Whoever follows it, a scanner of mail too, uses up nothing. */
export function followNewKeyLink(portal: Portal, { request, response }: HttpExchange): Promise<void> {
  portal.cookies.set(response, linkCookie, String(request.params['secret']));
  seeOther(response, portalAddresses.newKey);
  return Promise.resolve();
}

export async function showNewKey(portal: Portal, exchange: HttpExchange): Promise<void> {
  const found = await findFor(portal, exchange.request);
  if (found === undefined) return void sendGone(exchange);
  const { reset, account } = found;
  return void sendPage(
    exchange.response,
    renderNewKey({
      ...frameOf(exchange),
      opensAt: reset.isOpen ? undefined : portal.momentOf(reset.opensAt),
      leadsToSchool: account.subject !== undefined && reset.isTaken,
    }),
  );
}

/** The button: from here on the link is this browser's. Where a school opens the account, its login has to say who it is too. */
export async function takeUpNewKey(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  const { secret, browser = unguessable(portal.randomness) } = heldBy(portal, request);
  const reset = await portal.factors.takeUpLink({ secret, browser });
  const account = reset && (await portal.accounts.account(reset.account));
  if (account === undefined) return void sendGone(exchange);
  portal.cookies.set(response, linkCookie, secret);
  portal.cookies.set(response, browserCookie, browser);
  if (account.subject === undefined) return letAdd(portal, exchange, account);
  return void seeOther(response, portalAddresses.newKey);
}

/** By GET, as every way to a school. */
export async function toSchoolForNewKey(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  const found = await findFor(portal, request);
  if (found?.reset.isTaken !== true) return void sendGone(exchange);
  await portal.limitVisits(exchange);
  return void seeOther(
    response,
    await beginSignIn(portal, response, { wanted: 'new_key', language: languageOf(request) }),
  );
}

/** Somebody is back from the school: it has to be who the link is for. */
export async function backForNewKey(
  portal: Portal,
  exchange: HttpExchange,
  signedIn: PortalAccount | undefined,
): Promise<void> {
  const found = await findFor(portal, exchange.request);
  const isTheirs = found?.reset.isOpen === true && found.reset.isTaken && found.account.id === signedIn?.id;
  return isTheirs ? letAdd(portal, exchange, found.account) : void sendGone(exchange);
}

/** No sign-in: the session opens the page that adds a factor, and nothing before there is one. */
async function letAdd(
  portal: Portal,
  { request, response }: HttpExchange,
  account: PortalAccount,
): Promise<void> {
  portal.cookies.clear(response, linkCookie);
  await portal.sessions.begin(request, response, { account: account.id, proof: 'reset_link' });
  await portal.factors.addingOpened(account.id, 'reset_link');
  seeOther(response, portalAddresses.factors);
}

async function findFor(portal: Portal, request: IncomingMessage): Promise<Found | undefined> {
  const { secret, browser } = heldBy(portal, request);
  const reset = await portal.factors.resetWithLink(secret, browser);
  const account = reset && (await portal.accounts.account(reset.account));
  return reset === undefined || account === undefined ? undefined : { reset, account };
}

function heldBy({ cookies }: Portal, request: IncomingMessage) {
  return {
    secret: cookies.read(request, linkCookie) ?? '',
    browser: cookies.read(request, browserCookie),
  };
}

function sendGone(exchange: HttpExchange): void {
  sendPage(exchange.response.status(404), renderNewKeyGone(frameOf(exchange)));
}
