import type { Request, RequestHandler } from 'express';
import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';

/** The one thing that is needed of an ephemeral store: an atomic count that expires. */
export interface ExpiringCounter {
  increment(key: string, ttlSeconds: number, by: number): Promise<number>;
}

export interface CountLimit {
  readonly store: ExpiringCounter;
  readonly clock: Clock;
  /** Tells this limit from others in the same store. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** Keyed name (`Sealer.name`), because a key may hold an address of a person's device. */
  readonly sealer: { name(key: string): string };
}

export interface RateLimitOptions extends CountLimit {
  /** Who is counted; `undefined` is not limited. */
  readonly key: (request: Request) => string | undefined;
}

/** Counts what comes of one key, and says whether it is too much. `by`: a whole number, 1 when not given. */
export type CountedLimit = (key: string, by?: number) => Promise<boolean>;

/**
 * Refuses with `http.rate_limited` (429) after `limit` requests of one key within a window that starts at the
 * first. When the store is away its `storage.unavailable` (503) goes on: without the store no step can succeed.
 */
export function createRateLimit(options: RateLimitOptions): RequestHandler {
  const isOver = createCountedLimit(options);
  return async (request, response, next) => {
    const key = options.key(request);
    if (key !== undefined && (await isOver(key))) {
      response.setHeader('Retry-After', String(options.windowSeconds));
      throw overLimit(options.name);
    }
    next();
  };
}

export function overLimit(name: string): SluisError {
  return new SluisError('http.rate_limited', `over the limit of ${name}`);
}

interface OwnCount {
  readonly endsAt: number;
  untold: number;
  over: boolean;
}

/** Keys that one process remembers at most, for each limit: more are somebody who changes addresses, whom no limit by address stops. */
export const mostKeys = 20_000;

/**
 * Each process counts by itself first and tells the store of a hundredth of the limit at once: whoever comes now and
 * then costs no call to the store, and whoever comes often is stopped at most that much late, per process.
 */
export function createCountedLimit(options: CountLimit): CountedLimit {
  const { store, clock, name, limit, windowSeconds, sealer } = options;
  const counts = new Map<string, OwnCount>();
  const toldAtOnce = Math.max(1, Math.floor(limit / 100));

  const countOf = (key: string): OwnCount => {
    const now = clock.now();
    const known = counts.get(key);
    const endsAt = now + windowSeconds * 1000;
    // a window that ends later than one from now was begun before the clock was set back
    if (known !== undefined && known.endsAt > now && known.endsAt <= endsAt) return known;
    if (counts.size >= mostKeys) counts.clear();
    const begun = { endsAt, untold: 0, over: false };
    counts.set(key, begun);
    return begun;
  };

  return async (key, by = 1) => {
    const own = countOf(key);
    own.untold += by;
    if (own.over || own.untold < toldAtOnce) return own.over;
    const told = own.untold;
    own.untold = 0;
    own.over = (await store.increment(sealer.name(`rate:${name}:${key}`), windowSeconds, told)) > limit;
    return own.over;
  };
}
