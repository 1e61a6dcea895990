import { languageOf } from '../../http/language.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { BrowserSession } from '../../session/session-records.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { authorOf } from '../../domain/portal-roles.ts';
import { portalAddresses } from '../addresses.ts';
import { acceptedHere } from '../invitation/invitation.ts';
import { frameOf } from '../frame.ts';
import { backForNewKey } from '../new-key/new-key.ts';
import type { Portal } from '../visitor.ts';
import { renderNotComeIn, type WhyNot } from './not-come-in-page.ts';
import { noteUse } from './note-use.ts';
import { beginSignIn, endSignIn, type SignInOutcome } from './school-sign-ins.ts';
import { renderSignIn } from './sign-in-page.ts';

export function showSignIn(_portal: Portal, exchange: HttpExchange): Promise<void> {
  const signedOut = exchange.request.query['signed-out'] !== undefined;
  sendPage(exchange.response, renderSignIn({ ...frameOf(exchange), signedOut }));
  return Promise.resolve();
}

/** By GET: browsers hold the policy for forms against every address to which the school sends on. It changes nothing yet. */
export async function signInAtSchool(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  await portal.limitVisits(exchange);
  const wanted = request.query['unproven'] === undefined ? 'proven' : 'unproven';
  seeOther(response, await beginSignIn(portal, response, { wanted, language: languageOf(request) }));
}

/** Back from the broker. */
export async function signedIn(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  const outcome = await endSignIn(portal, request, response, request.query);
  switch (outcome.kind) {
    case 'signed_in':
      return comeIn(portal, exchange, outcome);
    case 'accepted':
      return acceptedHere(portal, exchange, outcome);
    case 'unproven':
      return refuse(portal, exchange, 'unproven');
    case 'refused':
      return refuse(portal, exchange, 'refused');
    case 'unknown':
      return refuse(portal, exchange, 'lost');
  }
}

async function comeIn(
  portal: Portal,
  exchange: HttpExchange,
  { session, wish }: Extract<SignInOutcome, { readonly kind: 'signed_in' }>,
): Promise<void> {
  const account = await accountOf(portal, session);
  if (wish === 'new_key') return backForNewKey(portal, exchange, account);
  if (account === undefined) return refuse(portal, exchange, 'noAccount');
  const { request, response } = exchange;
  await portal.sessions.begin(request, response, {
    account: account.id,
    proof: wish === 'proven' ? 'school' : 'nothing',
  });
  await noteUse(portal, account);
  await portal.audit(signedInEvent(portal, account));
  seeOther(response, portalAddresses.home);
}

export function signedInEvent(
  { clock }: Pick<Portal, 'clock'>,
  { id, party }: PortalAccount,
): Parameters<Portal['audit']>[0] {
  return {
    type: 'account.signed_in',
    at: clock.now(),
    recordKind: 'portal_account',
    recordId: id,
    author: authorOf({ kind: 'account', account: id }),
    ...(party.kind === 'board' ? { board: party.id } : {}),
  };
}

/**
 * The account at the board of the school for which somebody signed in, and at no other: the login of a school speaks for its own
 * board alone (invariant 7). Accounts of suppliers and of the operator are not opened by a school.
 */
async function accountOf(portal: Portal, session: BrowserSession): Promise<PortalAccount | undefined> {
  const board = portal.register.current().school(session.school)?.board;
  if (board === undefined) return undefined;
  const accounts = await portal.accounts.accountsWith(await portal.subjectOf(session));
  return accounts.find(({ party }) => party.kind === 'board' && party.id === board);
}

async function refuse(portal: Portal, exchange: HttpExchange, why: WhyNot): Promise<void> {
  // what belongs to no sign-in of ours says nothing of anybody
  if (why !== 'lost') {
    await portal.audit({ type: 'account.sign_in_refused', at: portal.clock.now(), reason: why });
  }
  sendPage(
    exchange.response.status(403),
    renderNotComeIn({ ...frameOf(exchange), currentUrl: undefined, why }),
  );
}

export async function signOut(portal: Portal, { request, response }: HttpExchange): Promise<void> {
  await portal.sessions.end(request, response);
  seeOther(response, `${portalAddresses.signIn}?signed-out=1`);
}
