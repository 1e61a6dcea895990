import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ComparedAddress } from '../../domain/compared-address.ts';
import { invitationId, type InvitationId, type SchoolId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import type { Invitation } from '../../domain/portal-accounts.ts';
import { unguessable } from '../../domain/randomness.ts';
import { challengeOf } from '../../downstream/take-code.ts';
import type { CookieDefinition } from '../../http/cookies.ts';
import { acceptanceSeconds } from '../../session/invited-addresses.ts';
import type { BrowserSession } from '../../session/session-records.ts';
import { portalAddresses } from '../addresses.ts';
import type { PortalParts } from '../parts.ts';

/** Seconds in which somebody has to be back from the school. */
export const signInSeconds = acceptanceSeconds;

/** How long ago the school may have asked who it is. */
const freshMillis = 5 * 60_000;

const signInCookie: CookieDefinition = { name: 'portal_sign_in', maxAgeSeconds: signInSeconds };

/**
 * What the portal wants of a sign-in at the school. `proven`: the school asks anew who it is, since a session that runs in a
 * classroom opens nothing. `unproven`: of a school that cannot prove that; a factor of our own has to follow. `new_key`: the link of
 * a reset stands in for the proof, and opens no more than the page that adds a factor.
 */
const signInWishes = ['proven', 'unproven', 'new_key'] as const;
export type SignInWish = (typeof signInWishes)[number];

const pendingRecord = z.object({
  verifier: z.string(),
  state: z.string(),
  /** What is wanted, or which invitation this browser accepts: that it took it up stands in for the proof. */
  wanted: z.union([z.enum(signInWishes), z.object({ invitation: brandedInvitationId() })]),
  /** Milliseconds since the epoch. */
  begunAt: z.number(),
});
type Pending = z.infer<typeof pendingRecord>;

/** An invitation that somebody accepted by this sign-in, and how the address that the login asserted compares with it. */
export interface Acceptance {
  readonly invitation: InvitationId;
  readonly comparedAddress: ComparedAddress;
}

export type SignInOutcome =
  | { readonly kind: 'signed_in'; readonly session: BrowserSession; readonly wish: SignInWish }
  | { readonly kind: 'accepted'; readonly session: BrowserSession; readonly acceptance: Acceptance }
  /** The school could not prove that the sign-in was fresh. */
  | { readonly kind: 'unproven' }
  /** Somebody turned back, or may not come in: the broker has told them. */
  | { readonly kind: 'refused' }
  /** No sign-in of this browser waits for this answer. */
  | { readonly kind: 'unknown' };

interface WantedSignIn {
  readonly wanted: SignInWish | Pick<Invitation, 'id' | 'email'>;
  readonly school?: SchoolId | undefined;
  readonly language: Language;
}

/** Sends the browser to the broker's own front door, as any service does (RFC 6749, 4.1.1; RFC 7636). */
export async function beginSignIn(
  parts: PortalParts,
  response: ServerResponse,
  { wanted, school, language }: WantedSignIn,
): Promise<string> {
  const { randomness, store, cookies, portal, issuer } = parts;
  const browser = unguessable(randomness);
  const verifier = unguessable(randomness);
  const state = unguessable(randomness);
  const begunAt = parts.clock.now();
  const isAcceptance = typeof wanted !== 'string';
  if (isAcceptance) await parts.invitedAddresses.expect(challengeOf(verifier), wanted.email);
  const pending: Pending = {
    verifier,
    state,
    wanted: isAcceptance ? { invitation: wanted.id } : wanted,
    begunAt,
  };
  await store.put(keyOf(browser), Buffer.from(JSON.stringify(pending)), signInSeconds);
  cookies.set(response, signInCookie, browser);
  const query = new URLSearchParams({
    client_id: portal,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${issuer}${portalAddresses.signedIn}`,
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ui_locales: language,
    // in any case the school is asked anew: the session of this browser may be of whoever held the device before
    prompt: wanted === 'proven' ? 'login' : 'select_account',
    ...(school === undefined ? {} : { login_hint: `school:${school}` }),
  });
  return `/authorize?${query.toString()}`;
}

/** What came of it. The cookie proves the browser, and is used up. */
export async function endSignIn(
  parts: PortalParts,
  request: IncomingMessage,
  response: ServerResponse,
  query: Readonly<Record<string, unknown>>,
): Promise<SignInOutcome> {
  const { cookies, store, portal, issuer } = parts;
  const browser = cookies.read(request, signInCookie);
  const bytes = browser === undefined ? undefined : await store.take(keyOf(browser));
  cookies.clear(response, signInCookie);
  const pending = bytes && pendingRecord.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  // RFC 9207: of this broker, and of no other
  if (pending === undefined || query['state'] !== pending.state || query['iss'] !== issuer) {
    return { kind: 'unknown' };
  }
  if (query['error'] === 'login_required') return { kind: 'unproven' };
  const code = query['code'];
  if (typeof code !== 'string') return { kind: 'refused' };
  const { verifier, begunAt } = pending;
  const redirectUri = `${issuer}${portalAddresses.signedIn}`;
  const id = await parts.takeCode({ code, client: portal, redirectUri, verifier });
  const session = id && (await parts.findSession(id));
  // the request went through the browser, which may have left out that the school is to be asked anew
  if (session === undefined || session.startedAt < begunAt) return { kind: 'unknown' };
  return signedInAs(parts, session, pending);
}

/** What was wanted, as far as it was reached. */
async function signedInAs(
  parts: PortalParts,
  session: BrowserSession,
  { wanted, verifier }: Pending,
): Promise<SignInOutcome> {
  const fresh = isFresh(parts, session);
  if (typeof wanted === 'string') {
    return { kind: 'signed_in', session, wish: wanted === 'proven' && !fresh ? 'unproven' : wanted };
  }
  const compared = await parts.invitedAddresses.take(challengeOf(verifier), session.account);
  // the school may go on with a session of its own, which is of whoever was at the device before
  const acceptance = { invitation: wanted.invitation, comparedAddress: fresh ? compared : 'absent' } as const;
  return { kind: 'accepted', session, acceptance };
}

/** By the word of the school, and not by that of the address that brought somebody here. */
function isFresh({ clock }: PortalParts, { authenticatedAt }: BrowserSession): boolean {
  return authenticatedAt !== undefined && clock.now() - authenticatedAt * 1000 <= freshMillis;
}

function brandedInvitationId() {
  return z.custom<InvitationId>((value) => typeof value === 'string' && invitationId(value) !== undefined);
}

function keyOf(browser: string): string {
  return `portal-sign-in:${browser}`;
}
