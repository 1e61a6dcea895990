import type { Sealer } from '../domain/sealer.ts';
import type { EphemeralStore } from './stores.ts';

/** A sealed member must not open as a value of the same key, nor the other way round. */
function memberContext(key: string): string {
  return `member of ${key}`;
}

/**
 * Puts encryption between the broker and a store that is not trusted with personal data: keys become keyed
 * names, values and set members are sealed to their key. What does not open (changed, moved to another key, sealed
 * with a key that is gone) is not found. Counts stay readable: they say how often, under a name that says nothing.
 *
 * Sealing the same member twice gives two stored members; `members` returns it once.
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
    renew: (key, ttlSeconds) => store.renew(sealer.name(key), ttlSeconds),
    take: async (key) => opened(await store.take(sealer.name(key)), key),
    delete: (...keys) => store.delete(...keys.map((key) => sealer.name(key))),
    addMember: (key, member, ttlSeconds) => {
      const sealed = sealer.seal(Buffer.from(member, 'utf8'), memberContext(key));
      return store.addMember(sealer.name(key), Buffer.from(sealed).toString('base64url'), ttlSeconds);
    },
    members: async (key) => {
      const found = new Set<string>();
      for (const sealed of await store.members(sealer.name(key))) {
        const member = sealer.open(Buffer.from(sealed, 'base64url'), memberContext(key));
        if (member !== undefined) found.add(Buffer.from(member).toString('utf8'));
      }
      return [...found];
    },
    increment: (key, ttlSeconds) => store.increment(sealer.name(key), ttlSeconds),
  };
}
