import type { Clock } from '../domain/clock.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/** Wrong codes of a day that nobody has to wait for. */
const freeTries = 5;
const daySeconds = 86_400;
const firstWaitSeconds = 30;
const longestWaitSeconds = 3_600;

/** What is tried. Each has a count of its own, so that no wait of one is a wait for the other, nor for a passkey. */
export type Tried = 'totp' | 'recovery_code';

export type Admission =
  | { readonly outcome: 'go' }
  /** `isFirst`: the first time that somebody has to wait. */
  | { readonly outcome: 'wait'; readonly seconds: number };

export interface Throttle {
  /** Counts a try before it is made, so that many at the same moment are many. */
  admit(tried: Tried, account: PortalAccountId): Promise<Admission & { readonly startsToWait?: boolean }>;
  /** After a right one. */
  forget(tried: Tried, account: PortalAccountId): Promise<void>;
}

/**
 * After five tries in a day one at a time, with waits that double from 30 seconds to an hour: of a million codes, three of which are
 * right at a moment, some 35 can be tried in a day. Tries during a wait are not counted: they make no wait longer.
 */
export function createThrottle({
  store,
  clock,
}: {
  readonly store: EphemeralStore;
  readonly clock: Clock;
}): Throttle {
  return {
    async admit(tried, account) {
      const ended = await store.get(waitKey(tried, account));
      if (ended !== undefined) return { outcome: 'wait', seconds: secondsUntil(ended, clock) };
      const tries = await store.increment(triesKey(tried, account), daySeconds);
      if (tries <= freeTries) return { outcome: 'go' };
      const seconds = waitAfter(tries);
      const until = Buffer.from(String(clock.now() + seconds * 1000));
      // of those that come at the same moment one is tried
      const isFirst = await store.putIfAbsent(waitKey(tried, account), until, seconds);
      return isFirst
        ? { outcome: 'go', startsToWait: tries === freeTries + 1 }
        : { outcome: 'wait', seconds };
    },
    async forget(tried, account) {
      await store.delete(triesKey(tried, account));
      await store.delete(waitKey(tried, account));
    },
  };
}

function waitAfter(tries: number): number {
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(20, tries - freeTries - 1));
}

function secondsUntil(ended: Uint8Array, clock: Clock): number {
  return Math.max(1, Math.ceil((Number(Buffer.from(ended).toString()) - clock.now()) / 1000));
}

function triesKey(tried: Tried, account: PortalAccountId): string {
  return `factor-tries:${tried}:${account}`;
}

function waitKey(tried: Tried, account: PortalAccountId): string {
  return `factor-wait:${tried}:${account}`;
}
