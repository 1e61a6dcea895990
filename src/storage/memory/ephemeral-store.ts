import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import type { EphemeralStore } from '../stores/ephemeral-store.ts';
import { checkStep, checkTimeToLive } from '../whole-numbers.ts';

type Content =
  { readonly kind: 'value'; readonly bytes: Uint8Array } | { readonly kind: 'count'; count: number };

interface Entry {
  content: Content;
  /** Milliseconds since the epoch; from this moment on the record is gone. */
  expiresAt: number;
}

/** Never sweep more often than once in so many writes: a sweep of a small map costs more than it frees. */
const fewestWritesBetweenSweeps = 1024;

/** Records with an expiry, exact by the clock. Sweeps what is over on writes: no timer, and no growth without end. */
function createEntries(clock: Clock) {
  const entries = new Map<string, Entry>();
  let writesUntilSweep = fewestWritesBetweenSweeps;

  function sweep(): void {
    const now = clock.now();
    for (const [key, entry] of entries) if (entry.expiresAt <= now) entries.delete(key);
    // As many writes as there are live records: a sweep costs each write a constant share, whatever the size.
    writesUntilSweep = Math.max(fewestWritesBetweenSweeps, entries.size);
  }

  return {
    find(key: string): Entry | undefined {
      const entry = entries.get(key);
      if (entry === undefined || entry.expiresAt > clock.now()) return entry;
      entries.delete(key);
      return undefined;
    },
    write(key: string, content: Content, ttlSeconds: number): void {
      writesUntilSweep -= 1;
      if (writesUntilSweep <= 0) sweep();
      entries.set(key, { content, expiresAt: clock.now() + ttlSeconds * 1000 });
    },
    renew(entry: Entry, ttlSeconds: number): void {
      entry.expiresAt = clock.now() + ttlSeconds * 1000;
    },
    remove: (key: string) => entries.delete(key),
    clear: () => entries.clear(),
    size: () => entries.size,
  };
}

/** A record is used as a value or as a count, and never as both. */
function wrongKind(): SluisError {
  return new SluisError('internal', 'a record of the ephemeral store was used as two different kinds');
}

function valueOf(entry: Entry | undefined): Uint8Array | undefined {
  if (entry === undefined) return undefined;
  if (entry.content.kind !== 'value') throw wrongKind();
  return Uint8Array.from(entry.content.bytes);
}

type Entries = ReturnType<typeof createEntries>;

function exchange(entry: Entry | undefined, value: Uint8Array): Uint8Array | undefined {
  const before = valueOf(entry);
  if (entry !== undefined) entry.content = { kind: 'value', bytes: Uint8Array.from(value) };
  return before;
}

function increment(entries: Entries, key: string, ttlSeconds: number, by: number): number {
  const entry = entries.find(key);
  if (entry === undefined) {
    entries.write(key, { kind: 'count', count: by }, ttlSeconds);
    return by;
  }
  if (entry.content.kind !== 'count') throw wrongKind();
  entry.content.count += by;
  return entry.content.count;
}

export interface MemoryEphemeralStore extends EphemeralStore {
  /** Records held, those that are over but not yet swept included. */
  size(): number;
}

/** The store of one process: for one node, and gone when it ends. Every call runs in one turn, so all are atomic. */
export function createMemoryEphemeralStore({ clock }: { readonly clock: Clock }): MemoryEphemeralStore {
  const entries = createEntries(clock);
  let closed = false;

  /** Makes a synchronous act a call of a store: a promise, and an error when the store is closed. */
  function call<Value>(act: () => Value): Promise<Value> {
    if (closed) {
      return Promise.reject(new SluisError('storage.unavailable', 'the in-process store is closed'));
    }
    return new Promise((resolve) => {
      resolve(act());
    });
  }
  function put(key: string, value: Uint8Array, ttlSeconds: number): void {
    entries.write(key, { kind: 'value', bytes: Uint8Array.from(value) }, ttlSeconds);
  }

  return {
    size: entries.size,
    ping: () => call(() => undefined),
    close: () => {
      closed = true;
      entries.clear();
      return Promise.resolve();
    },
    get: (key) => call(() => valueOf(entries.find(key))),
    put: (key, value, ttlSeconds) =>
      call(() => {
        checkTimeToLive(ttlSeconds);
        put(key, value, ttlSeconds);
      }),
    putIfAbsent: (key, value, ttlSeconds) =>
      call(() => {
        checkTimeToLive(ttlSeconds);
        if (entries.find(key) !== undefined) return false;
        put(key, value, ttlSeconds);
        return true;
      }),
    exchange: (key, value) => call(() => exchange(entries.find(key), value)),
    renew: (key, ttlSeconds) =>
      call(() => {
        checkTimeToLive(ttlSeconds);
        const entry = entries.find(key);
        if (entry === undefined) return false;
        entries.renew(entry, ttlSeconds);
        return true;
      }),
    getAndRenew: (key, ttlSeconds) =>
      call(() => {
        checkTimeToLive(ttlSeconds);
        const entry = entries.find(key);
        if (entry !== undefined) entries.renew(entry, ttlSeconds);
        return valueOf(entry);
      }),
    take: (key) =>
      call(() => {
        const value = valueOf(entries.find(key));
        entries.remove(key);
        return value;
      }),
    delete: (...keys) =>
      call(() => {
        for (const key of keys) entries.remove(key);
      }),
    increment: (key, ttlSeconds, by = 1) =>
      call(() => {
        checkTimeToLive(ttlSeconds);
        checkStep(by);
        return increment(entries, key, ttlSeconds, by);
      }),
  };
}
