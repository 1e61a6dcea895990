import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { SchoolId } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { unguessable } from '../../domain/randomness.ts';
import { challengeOf } from '../../downstream/take-code.ts';
import type { CookieDefinition } from '../../http/cookies.ts';
import type { BrowserSession } from '../../session/session-records.ts';
import { portalAddresses } from '../addresses.ts';
import type { PortalParts } from '../parts.ts';

/** Seconds in which somebody has to be back from the school. */
export const signInSeconds = 20 * 60;

/** How long ago the school may have asked who it is. */
const freshMillis = 5 * 60_000;

const signInCookie: CookieDefinition = { name: 'portal_sign_in', maxAgeSeconds: signInSeconds };

/**
 * What the portal wants of a sign-in at the school. `proven`: the school asks anew who it is, since a session that runs in a
 * classroom opens nothing. `unproven`: of a school that cannot prove that; a factor of our own has to follow. `invitation`: the
 * invitation that this browser took up stands in for the proof.
 */
const signInWishes = ['proven', 'unproven', 'invitation'] as const;
export type SignInWish = (typeof signInWishes)[number];

const pendingRecord = z.object({
  verifier: z.string(),
  state: z.string(),
  wish: z.enum(signInWishes),
  /** Milliseconds since the epoch. */
  begunAt: z.number(),
});

export type SignInOutcome =
  | { readonly kind: 'signed_in'; readonly session: BrowserSession; readonly wish: SignInWish }
  /** The school could not prove that the sign-in was fresh. */
  | { readonly kind: 'unproven' }
  /** Somebody turned back, or may not come in: the broker has told them. */
  | { readonly kind: 'refused'; readonly wish: SignInWish }
  /** No sign-in of this browser waits for this answer. */
  | { readonly kind: 'unknown' };

/** Sends the browser to the broker's own front door, as any service does (RFC 6749, 4.1.1; RFC 7636). */
export async function beginSignIn(
  parts: PortalParts,
  response: ServerResponse,
  {
    wish,
    school,
    language,
  }: { readonly wish: SignInWish; readonly school?: SchoolId | undefined; readonly language: Language },
): Promise<string> {
  const { randomness, store, cookies, portal, issuer } = parts;
  const browser = unguessable(randomness);
  const verifier = unguessable(randomness);
  const state = unguessable(randomness);
  const begunAt = parts.clock.now();
  const pending = { verifier, state, wish, begunAt } satisfies z.infer<typeof pendingRecord>;
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
    prompt: wish === 'proven' ? 'login' : 'select_account',
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
  const { verifier, wish, begunAt } = pending;
  if (query['error'] === 'login_required') return { kind: 'unproven' };
  const code = query['code'];
  if (typeof code !== 'string') return { kind: 'refused', wish };
  const redirectUri = `${issuer}${portalAddresses.signedIn}`;
  const id = await parts.takeCode({ code, client: portal, redirectUri, verifier });
  const session = id && (await parts.findSession(id));
  // the request went through the browser, which may have left out that the school is to be asked anew
  if (session === undefined || session.startedAt < begunAt) return { kind: 'unknown' };
  return { kind: 'signed_in', session, wish: reachedBy(parts, session, wish) };
}

/** What was wanted, as far as it was reached. */
function reachedBy(parts: PortalParts, session: BrowserSession, wish: SignInWish): SignInWish {
  return wish === 'proven' && !isFresh(parts, session) ? 'unproven' : wish;
}

/** By the word of the school, and not by that of the address that brought somebody here. */
function isFresh({ clock }: PortalParts, { authenticatedAt }: BrowserSession): boolean {
  return authenticatedAt !== undefined && clock.now() - authenticatedAt * 1000 <= freshMillis;
}

function keyOf(browser: string): string {
  return `portal-sign-in:${browser}`;
}
