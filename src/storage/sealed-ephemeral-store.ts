import type { Sealer } from '../domain/sealer.ts';
import type { EphemeralStore } from './stores/ephemeral-store.ts';

/**
 * Puts encryption between the broker and a store that is not trusted with personal data: keys become keyed
 * names, values are sealed to their key. What does not open (changed, moved to another key, sealed
 * with a key that is gone) is not found. Counts stay readable: they say how often, under a name that says nothing.
 */
export function createSealedEphemeralStore(store: EphemeralStore, sealer: Sealer): EphemeralStore {
  const opened = (sealed: Uint8Array | undefined, key: string) =>
    sealed === undefined ? undefined : sealer.open(sealed, key);

  return {
    ping: () => store.ping(),
    close: () => store.close(),
    get: async (key) => opened(await store.get(sealer.name(key)), key),
    put: (key, value, ttlSeconds) => store.put(sealer.name(key), sealer.seal(value, key), ttlSeconds),
    putIfAbsent: (key, value, ttlSeconds) =>
      store.putIfAbsent(sealer.name(key), sealer.seal(value, key), ttlSeconds),
    exchange: async (key, value) =>
      opened(await store.exchange(sealer.name(key), sealer.seal(value, key)), key),
    renew: (key, ttlSeconds) => store.renew(sealer.name(key), ttlSeconds),
    getAndRenew: async (key, ttlSeconds) =>
      opened(await store.getAndRenew(sealer.name(key), ttlSeconds), key),
    take: async (key) => opened(await store.take(sealer.name(key)), key),
    delete: (...keys) => store.delete(...keys.map((key) => sealer.name(key))),
    increment: (key, ttlSeconds, by) => store.increment(sealer.name(key), ttlSeconds, by),
  };
}
