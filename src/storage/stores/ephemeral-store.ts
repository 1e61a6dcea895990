import type { Store } from './store.ts';

/**
 * Short-lived records: sessions, login transactions, codes, tokens, replay cache, rate limits.
 * A record is gone, for every call here, from the moment its time to live is over. Times to live are whole seconds, at least 1.
 */
export interface EphemeralStore extends Store {
  get(key: string): Promise<Uint8Array | undefined>;
  /** Creates or replaces, and sets the time to live anew. */
  put(key: string, value: Uint8Array, ttlSeconds: number): Promise<void>;
  /** Atomic: of any number of callers at the same time exactly one gets `true`. */
  putIfAbsent(key: string, value: Uint8Array, ttlSeconds: number): Promise<boolean>;
  /**
   * Atomic. Puts a value in the place of another, which it returns; the time to live goes on. `undefined`: there was
   * nothing, and nothing was put. Of any number of callers at the same time each gets what the one before it put.
   */
  exchange(key: string, value: Uint8Array): Promise<Uint8Array | undefined>;
  /** Atomic. Sets the time to live of what is there anew, and leaves what it holds. `false`: there is nothing. */
  renew(key: string, ttlSeconds: number): Promise<boolean>;
  /** `get` and `renew` in one, atomic: what ended meanwhile is not found and does not come back. */
  getAndRenew(key: string, ttlSeconds: number): Promise<Uint8Array | undefined>;
  /** Atomic get-and-delete: of any number of callers at the same time at most one gets the value. */
  take(key: string): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is no error. */
  delete(...keys: readonly string[]): Promise<void>;
  /**
   * Atomic. Adds `by` (a whole number from 1; 1 when not given) and returns the count, which begins at 0; the time to
   * live starts with the first and is not prolonged.
   */
  increment(key: string, ttlSeconds: number, by?: number): Promise<number>;
}
