import type { Request, RequestHandler } from 'express';
import { SluisError } from '../domain/errors.ts';

/** The one thing that is needed of an ephemeral store: an atomic count that expires. */
export interface ExpiringCounter {
  increment(key: string, ttlSeconds: number): Promise<number>;
}

/**
 * Refuses with `http.rate_limited` (429) after `limit` requests of one key within a window that starts at the
 * first. When the store is away its `storage.unavailable` (503) goes on: without the store no step can succeed.
 */
export function createRateLimit(options: {
  readonly store: ExpiringCounter;
  /** Tells this limit from others in the same store. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** Who is counted; `undefined` is not limited. */
  readonly key: (request: Request) => string | undefined;
  /** Keyed name (`Sealer.name`), because a key may hold an address of a person's device. */
  readonly sealer: { name(key: string): string };
}): RequestHandler {
  return async (request, response, next) => {
    const key = options.key(request);
    if (key !== undefined) {
      const record = options.sealer.name(`rate:${options.name}:${key}`);
      const count = await options.store.increment(record, options.windowSeconds);
      if (count > options.limit) {
        response.setHeader('Retry-After', String(options.windowSeconds));
        throw new SluisError('http.rate_limited', `over the limit of ${options.name}`, {
          whoseTurn: 'person',
        });
      }
    }
    next();
  };
}
