import type { Clock } from '../domain/clock.ts';
import type { SessionId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores.ts';
import { readRecord, recordBytes } from './sealed-records.ts';
import { browserSessionRecord, type BrowserSession, type NewSession } from './session-records.ts';

/**
 * Browser sessions, in a store that seals them. A session ends when it is not used for the idle time, and in any
 * case after the absolute time; oidc-provider's own session gets its lifetime from here (`secondsLeft`), so that
 * one lifetime rules both.
 */
export interface BrowserSessions {
  begin(id: SessionId, session: NewSession): Promise<BrowserSession>;
  find(id: SessionId): Promise<BrowserSession | undefined>;
  /**
   * Starts the idle time anew. `false` when the session ended since it was found: it stays over, and its holder is
   * to be treated like somebody without one.
   */
  touch(session: BrowserSession): Promise<boolean>;
  /** Ends the session; tokens that were given in it stop working with it. */
  end(id: SessionId): Promise<void>;
  /** Whole seconds that a session which is used now may live, at least 1. */
  secondsLeft(startedAt: number): number;
}

export function createBrowserSessions(options: {
  readonly store: EphemeralStore;
  readonly clock: Clock;
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}): BrowserSessions {
  const { store, clock, idleSeconds, absoluteSeconds } = options;
  const keyOf = (id: SessionId): string => `session:${id}`;
  const secondsLeft = (startedAt: number): number =>
    Math.max(1, Math.min(idleSeconds, Math.floor((startedAt - clock.now()) / 1000) + absoluteSeconds));

  return {
    async begin(id, session) {
      const begun = { ...session, id, startedAt: clock.now() };
      await store.put(keyOf(id), recordBytes(browserSessionRecord, begun), secondsLeft(begun.startedAt));
      return begun;
    },
    async find(id) {
      const session = readRecord(browserSessionRecord, await store.get(keyOf(id)));
      if (session === undefined) return undefined;
      return clock.now() < session.startedAt + absoluteSeconds * 1000 ? session : undefined;
    },
    // Never writes what was found: another request may have ended the session, or begun it anew, since then.
    touch: ({ id, startedAt }) => store.renew(keyOf(id), secondsLeft(startedAt)),
    end: (id) => store.delete(keyOf(id)),
    secondsLeft,
  };
}
