import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

/** The records of one of oidc-provider's models, whole or not at all. */
export interface Records {
  find(id: string): Promise<AdapterPayload | undefined>;
  /** Finds and deletes, atomically. */
  take(id: string): Promise<AdapterPayload | undefined>;
  put(id: string, payload: AdapterPayload, expiresIn: number | undefined): Promise<void>;
  /** In the place of what is there, whose time goes on; nothing where nothing is. */
  replace(id: string, payload: AdapterPayload): Promise<void>;
  /** `false`: there was one already. */
  putIfAbsent(id: string, payload: AdapterPayload, expiresIn: number | undefined): Promise<boolean>;
  delete(id: string): Promise<void>;
}

/** For a record to which the library gives no lifetime: nothing here may live for ever. */
const longestLifeSeconds = 24 * 60 * 60;

/** Whole seconds from 1. */
export function lifetimeOf(expiresIn = longestLifeSeconds): number {
  return Math.max(1, Math.floor(expiresIn));
}

export function createRecords(model: string, store: EphemeralStore): Records {
  const keyOf = (id: string): string => `oidc-${model}:${id}`;
  const bytesOf = (payload: AdapterPayload) => Buffer.from(JSON.stringify(payload));
  return {
    async find(id) {
      const bytes = await store.get(keyOf(id));
      return bytes && payloadIn(bytes);
    },
    async take(id) {
      const bytes = await store.take(keyOf(id));
      return bytes && payloadIn(bytes);
    },
    put: (id, payload, expiresIn) => store.put(keyOf(id), bytesOf(payload), lifetimeOf(expiresIn)),
    async replace(id, payload) {
      await store.exchange(keyOf(id), bytesOf(payload));
    },
    putIfAbsent: (id, payload, expiresIn) =>
      store.putIfAbsent(keyOf(id), bytesOf(payload), lifetimeOf(expiresIn)),
    delete: (id) => store.delete(keyOf(id)),
  };
}

function payloadIn(bytes: Uint8Array): AdapterPayload {
  const payload: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (typeof payload !== 'object' || payload === null) throw new TypeError('a record that is no object');
  return { ...payload };
}

/** For what an adapter is asked and has not. */
export const nothing = (): Promise<undefined> => Promise.resolve(undefined);

/** What every adapter does, where a model has no way of its own. */
export function recordAdapter(records: Records): Adapter {
  return {
    upsert: records.put,
    find: records.find,
    destroy: records.delete,
    consume: () => Promise.reject(new TypeError('records of this model are not consumed')),
    // A grant has no records of its own to take along: a token that is revoked is deleted, one that came of a code
    // which is used again is found by that code.
    revokeByGrantId: nothing,
    // sessions only
    findByUid: nothing,
    // user codes belong to the device flow, which is off
    findByUserCode: nothing,
  };
}
