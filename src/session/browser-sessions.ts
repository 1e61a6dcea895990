import type { Clock } from '../domain/clock.ts';
import type { PersonRoot, SessionId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { readRecord, recordBytes } from './sealed-records.ts';
import { browserSessionRecord, type BrowserSession, type NewSession } from './session-records.ts';

/**
 * Browser sessions, in a store that seals them. A session ends when it is not used for the idle time, and in any
 * case after the absolute time, or earlier when the IdP said until when it stands for the sign-in. A session whose root has
 * given way to another one is over too, at once and everywhere: that is asked each time of sessions with a provisional
 * root, and of no others.
 */
export interface BrowserSessions {
  begin(id: SessionId, session: NewSession): Promise<BrowserSession>;
  find(id: SessionId): Promise<BrowserSession | undefined>;
  /** Finds the session and starts its idle time anew, atomically: one that ended meanwhile stays over. */
  use(id: SessionId): Promise<BrowserSession | undefined>;
  /** Ends the session; tokens that were given in it stop working with it. */
  end(id: SessionId): Promise<void>;
  /** Whole seconds until the session ends however much it is used, at least 1: no token of it is good for longer. */
  secondsToEnd(session: Lifespan): number;
}

type Lifespan = Pick<BrowserSession, 'startedAt' | 'sessionEndsAt'>;

export function createBrowserSessions(options: {
  readonly store: EphemeralStore;
  readonly clock: Clock;
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  readonly hasGivenWay: (root: PersonRoot) => Promise<boolean>;
}): BrowserSessions {
  const { store, clock, idleSeconds, absoluteSeconds, hasGivenWay } = options;
  const keyOf = (id: SessionId): string => `session:${id}`;
  /** Milliseconds since the epoch. */
  const endOf = ({ startedAt, sessionEndsAt = Infinity }: Lifespan): number =>
    Math.min(startedAt + absoluteSeconds * 1000, sessionEndsAt * 1000);
  const secondsToEnd = (session: Lifespan): number =>
    Math.max(1, Math.floor((endOf(session) - clock.now()) / 1000));
  const secondsLeft = (session: Lifespan): number => Math.min(idleSeconds, secondsToEnd(session));

  const alive = async (id: SessionId, bytes: Uint8Array | undefined): Promise<BrowserSession | undefined> => {
    const session = readRecord(browserSessionRecord, bytes);
    if (session === undefined || clock.now() >= endOf(session)) return undefined;
    if (session.provisional !== true || !(await hasGivenWay(session.root))) return session;
    await store.delete(keyOf(id));
    return undefined;
  };

  return {
    async begin(id, session) {
      const begun = { ...session, id, startedAt: clock.now() };
      await store.put(keyOf(id), recordBytes(browserSessionRecord, begun), secondsLeft(begun));
      return begun;
    },
    find: async (id) => alive(id, await store.get(keyOf(id))),
    async use(id) {
      const bytes = await store.getAndRenew(keyOf(id), idleSeconds);
      if (bytes === undefined) return undefined;
      const session = await alive(id, bytes);
      const seconds = session === undefined ? 0 : secondsLeft(session);
      // what has to be gone earlier, because of the absolute time or at once, was renewed for too long
      if (seconds === 0) await store.delete(keyOf(id));
      else if (seconds < idleSeconds) await store.renew(keyOf(id), seconds);
      return session;
    },
    end: (id) => store.delete(keyOf(id)),
    secondsToEnd,
  };
}
