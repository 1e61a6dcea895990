import type { IncomingMessage } from 'node:http';
import { invitationDays, type TakenInvitation } from '../../accounts/invitations.ts';
import type { ComparedAddress } from '../../domain/compared-address.ts';
import type { Subject } from '../../domain/ids.ts';
import type { Finding } from '../../domain/fault.ts';
import type { Invitation } from '../../domain/portal-accounts.ts';
import type { Granter } from '../../domain/portal-roles.ts';
import { refusedGrants, type Granting } from '../../rights/granting.ts';
import { unguessable } from '../../domain/randomness.ts';
import type { CookieDefinition } from '../../http/cookies.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { BrowserSession } from '../../session/session-records.ts';
import { portalAddresses } from '../addresses.ts';
import { frameOf } from '../frame.ts';
import { partyName, schoolNamesOf } from '../names.ts';
import { accountRolesOf, askedNow, personNow } from '../person-now.ts';
import { noteUse } from '../sign-in/note-use.ts';
import { beginSignIn, type Acceptance } from '../sign-in/school-sign-ins.ts';
import type { Portal } from '../visitor.ts';
import { renderGone, renderInvitation, renderNotForYou, renderTaken } from './invitation-page.ts';

const days = 24 * 60 * 60;
/** What the link held, so that it does not stay in the address, the history and what is printed. */
const linkCookie: CookieDefinition = { name: 'portal_invitation', maxAgeSeconds: 60 * 60 };
/** What tells this browser from others, once it has the invitation. */
const browserCookie: CookieDefinition = { name: 'portal_invited', maxAgeSeconds: invitationDays * days };

interface Held {
  readonly secret: string;
  readonly browser: string | undefined;
}

function heldBy({ cookies }: Portal, request: IncomingMessage): Held {
  return {
    secret: cookies.read(request, linkCookie) ?? '',
    browser: cookies.read(request, browserCookie),
  };
}

/** The link of the invitation. Whoever follows it, a scanner of mail too, uses up nothing. */
export function followLink(portal: Portal, { request, response }: HttpExchange): Promise<void> {
  portal.cookies.set(response, linkCookie, String(request.params['secret']));
  seeOther(response, portalAddresses.invitation);
  return Promise.resolve();
}

export async function showInvitation(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { secret, browser } = heldBy(portal, exchange.request);
  const invitation = await portal.accounts.invitation(secret, browser);
  if (invitation === undefined) return void sendGone(exchange);
  const register = portal.register.current();
  return void sendPage(
    exchange.response,
    renderInvitation({
      ...frameOf(exchange),
      invitation,
      partyName: partyName(invitation.party, register),
      schoolName: schoolNamesOf(register),
    }),
  );
}

/** The button: from here on the invitation is this browser's. */
export async function takeUp(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  const { secret, browser = unguessable(portal.randomness) } = heldBy(portal, request);
  const invitation = await portal.accounts.takeUp({ secret, browser });
  if (invitation === undefined) return void sendGone(exchange);
  portal.cookies.set(response, linkCookie, secret);
  portal.cookies.set(response, browserCookie, browser);
  if (invitation.signIn === 'passkey') return acceptIn(portal, exchange, { invitation, secret, browser });
  return void seeOther(response, portalAddresses.takenInvitation);
}

/** Where the way goes on for whoever has it: to the school. */
export async function showTaken(portal: Portal, exchange: HttpExchange): Promise<void> {
  const { request, response } = exchange;
  const { secret, browser } = heldBy(portal, request);
  const invitation = browser === undefined ? undefined : await portal.accounts.invitation(secret, browser);
  if (invitation === undefined) return void sendGone(exchange);
  if (request.query['school'] === undefined) return void sendPage(response, renderTaken(frameOf(exchange)));
  const school = onlySchoolOf(portal, invitation);
  return void seeOther(
    response,
    await beginSignIn(portal, response, { wanted: invitation, school, language: languageOf(request) }),
  );
}

/** Somebody is back from the school: the invitation becomes an account, at the board of that school alone. */
export async function acceptedHere(
  portal: Portal,
  exchange: HttpExchange,
  { session, acceptance }: { readonly session: BrowserSession; readonly acceptance: Acceptance },
): Promise<void> {
  const { secret, browser } = heldBy(portal, exchange.request);
  const invitation = browser === undefined ? undefined : await portal.accounts.invitation(secret, browser);
  const board = portal.register.current().school(session.school)?.board;
  const isOfBoard = invitation?.party.kind === 'board' && invitation.party.id === board;
  if (browser === undefined || !isOfBoard || invitation.signIn !== 'school') return void sendGone(exchange);
  // another of this browser's invitations may be to another address
  if (invitation.id !== acceptance.invitation) return void sendGone(exchange);
  const taken = { invitation, secret, browser };
  const subject = await portal.subjectOf(session);
  return acceptIn(portal, exchange, taken, { subject, comparedAddress: acceptance.comparedAddress });
}

interface AsWhom {
  readonly subject: Subject;
  readonly comparedAddress: ComparedAddress;
}

/** Without a login the account is opened by a passkey alone. Signed in from here on, to make a factor first. */
async function acceptIn(
  portal: Portal,
  exchange: HttpExchange,
  { invitation, ...taken }: TakenInvitation & { readonly invitation: Invitation },
  { subject, comparedAddress = 'absent' }: Partial<AsWhom> = {},
): Promise<void> {
  const { request, response } = exchange;
  const granter = await granterNow(portal, invitation.invitedBy);
  const account = await portal.accounts.accept(taken, {
    ...(subject === undefined ? {} : { subject }),
    comparedAddress,
    refusal: (of, added) =>
      granter === undefined ? noGranter : refusedGrants(granter, added, accountRolesOf(of), askedNow(portal)),
  });
  if (account === undefined) return void sendGone(exchange);
  if ('problem' in account) return void sendNotForYou(exchange);
  portal.cookies.clear(response, linkCookie);
  portal.cookies.clear(response, browserCookie);
  await portal.sessions.begin(request, response, { account: account.id, proof: 'invitation' });
  await noteUse(portal, account);
  return void seeOther(response, portalAddresses.home);
}

/** Whoever invited, with what they may grant by now; `undefined`: their account is gone. */
async function granterNow(portal: Portal, invitedBy: Granter): Promise<Granting | undefined> {
  if (invitedBy.kind === 'command_line') return invitedBy;
  const account = invitedBy.kind === 'account' ? await portal.accounts.account(invitedBy.account) : undefined;
  return account && (await personNow(portal, account));
}

const noGranter: Finding = {
  path: [],
  problem: 'whoever invited has no account any more',
  remedy: 'ask somebody else for an invitation',
};

/** The one school of the invitation, or of the board: then nobody has to choose. */
function onlySchoolOf({ register }: Portal, { party, roles }: Invitation) {
  const named = [...new Set(roles.flatMap(({ schools }) => schools ?? []))];
  const all =
    named.length > 0
      ? named
      : register
          .current()
          .schools()
          .filter(({ board }) => party.kind === 'board' && board === party.id)
          .map(({ id }) => id);
  return all.length === 1 ? all[0] : undefined;
}

function sendNotForYou(exchange: HttpExchange): void {
  sendPage(exchange.response.status(403), renderNotForYou(frameOf(exchange)));
}

function sendGone(exchange: HttpExchange): void {
  sendPage(exchange.response.status(404), renderGone(frameOf(exchange)));
}
