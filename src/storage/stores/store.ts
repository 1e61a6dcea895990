/**
 * What every store promises: each call ends within its time limit; a store that is away throws
 * `SluisError('storage.unavailable')`; "not found" is `undefined`; nothing is half written.
 */
export interface Store {
  /** Throws `storage.unavailable` when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
