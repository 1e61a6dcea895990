import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { branded } from '../accounts/branded.ts';
import type { Clock } from '../domain/clock.ts';
import { factorKinds, type FactorProof } from '../domain/factors.ts';
import { factorId, portalAccountId } from '../domain/ids.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import type { CookieDefinition, Cookies } from '../http/cookies.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/** Seconds without use, and at the most. */
const idleSeconds = 15 * 60;
const absoluteSeconds = 8 * 60 * 60;

/** Gone when the browser closes. Apart from every cookie of people who sign in at services. */
const sessionCookie: CookieDefinition = { name: 'portal_session' };
const cookieShape = /^[A-Za-z0-9_-]{43}$/;

const factorProof = z.object({
  kind: z.enum(factorKinds),
  account: branded(portalAccountId),
  factor: branded(factorId),
  purpose: z.union([z.literal(['sign_in', 'change_factors']), z.object({ publish: z.string() })]),
  at: z.number(),
}) satisfies z.ZodType<FactorProof>;

const sessionRecord = z.object({
  account: branded(portalAccountId),
  /** Milliseconds since the epoch, as all moments here. */
  startedAt: z.number(),
  /**
   * What showed who it is: a fresh sign-in at the school, an invitation that was taken up in this browser, or a factor of our own.
   * `nothing`: the school could not prove that the sign-in is fresh, so that nothing is shown before a factor is. The link of a reset and
   * a recovery code prove nothing either: they open the page that adds a factor.
   */
  proof: z.enum(['school', 'invitation', 'factor', 'nothing', 'reset_link', 'recovery_code']),
  /** The factor of our own that was last shown. */
  factor: factorProof.exactOptional(),
  /** Which form of this session waits until a factor was shown. */
  form: z.string().exactOptional(),
});
export type PortalSession = z.infer<typeof sessionRecord>;

/**
 * Sessions of the portal, in a store that seals them. Each says who it is and nothing about what they may do: that is asked of the
 * account at every request.
 */
export interface PortalSessions {
  /** Under a new name, in the place of the one of this browser: one that somebody planted is worth nothing. */
  begin(
    request: IncomingMessage,
    response: ServerResponse,
    session: Omit<PortalSession, 'startedAt'>,
  ): Promise<void>;
  /** The same with something added, under a new name; it ends when it would have ended. */
  replace(request: IncomingMessage, response: ServerResponse, session: PortalSession): Promise<void>;
  /** Starts its idle time anew. */
  current(request: IncomingMessage): Promise<PortalSession | undefined>;
  end(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createPortalSessions({
  store,
  cookies,
  clock,
  randomness,
}: {
  readonly store: EphemeralStore;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): PortalSessions {
  const keyOf = (request: IncomingMessage): string | undefined => {
    const value = cookies.read(request, sessionCookie) ?? '';
    return cookieShape.test(value) ? `portal-session:${value}` : undefined;
  };
  const secondsLeft = ({ startedAt }: PortalSession): number =>
    Math.min(idleSeconds, Math.floor(startedAt / 1000 + absoluteSeconds - clock.now() / 1000));
  const forget = async (request: IncomingMessage): Promise<void> => {
    const key = keyOf(request);
    if (key !== undefined) await store.delete(key);
  };

  const replace: PortalSessions['replace'] = async (request, response, session) => {
    await forget(request);
    const value = unguessable(randomness);
    const bytes = Buffer.from(JSON.stringify(session));
    await store.put(`portal-session:${value}`, bytes, Math.max(1, secondsLeft(session)));
    cookies.set(response, sessionCookie, value);
  };
  return {
    begin: (request, response, session) => replace(request, response, { ...session, startedAt: clock.now() }),
    replace,
    async current(request) {
      const key = keyOf(request);
      if (key === undefined) return undefined;
      const session = readSession(await store.getAndRenew(key, idleSeconds));
      if (session === undefined) return undefined;
      const seconds = secondsLeft(session);
      if (seconds < 1) await store.delete(key);
      else if (seconds < idleSeconds) await store.renew(key, seconds);
      return seconds < 1 ? undefined : session;
    },
    async end(request, response) {
      await forget(request);
      cookies.clear(response, sessionCookie);
    },
  };
}

function readSession(bytes: Uint8Array | undefined): PortalSession | undefined {
  return bytes && sessionRecord.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
}
