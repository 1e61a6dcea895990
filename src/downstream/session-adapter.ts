import { isDeepStrictEqual } from 'node:util';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { lifetimeOf, recordAdapter, type Records } from './records.ts';
import type { RequestAtHand } from './request-at-hand.ts';

const sessionShape = z.looseObject({ uid: z.string().optional(), exp: z.number().optional() });

/** From the fixed id of a session to its present name: needed while a login waits that began in the session. */
export function nameOfSession(store: EphemeralStore, uid: string) {
  const key = `oidc-uid:${uid}`;
  return {
    remember: (name: string, seconds: number | undefined) =>
      store.put(key, Buffer.from(name), lifetimeOf(seconds)),
    async find(): Promise<string | undefined> {
      const name = await store.get(key);
      return name && Buffer.from(name).toString('utf8');
    },
  };
}

/**
 * oidc-provider's own session. The library writes it in every authorization request; here only what changes
 * something is written: other content, or a lifetime that is longer by more than a sixtieth (a minute in an hour).
 */
export function createSessionAdapter(
  records: Records,
  store: EphemeralStore,
  atHand: RequestAtHand,
): Adapter {
  const read = new WeakMap<object, { readonly id: string; readonly payload: AdapterPayload }>();

  const changesNothing = (id: string, payload: AdapterPayload, expiresIn: number | undefined) => {
    const key = atHand.key();
    const before = key && read.get(key);
    return before?.id === id && isSameForNow(before.payload, payload, expiresIn ?? 0);
  };
  const adapter = recordAdapter(records);
  return {
    ...adapter,
    async find(id) {
      const payload = await records.find(id);
      const key = atHand.key();
      // a copy: the library changes what it gets
      if (payload !== undefined && key !== undefined) {
        read.set(key, { id, payload: structuredClone(payload) });
      }
      return payload;
    },
    async upsert(id, payload, expiresIn) {
      if (changesNothing(id, payload, expiresIn)) return;
      const [key, { uid }] = [atHand.key(), payload];
      // from here on what was read says nothing about what is there
      if (key !== undefined) read.delete(key);
      await Promise.all([
        records.put(id, payload, expiresIn),
        uid === undefined || !atHand.sessionRenamed()
          ? undefined
          : nameOfSession(store, uid).remember(id, expiresIn),
      ]);
    },
    async findByUid(uid) {
      const name = await nameOfSession(store, uid).find();
      return name === undefined ? undefined : records.find(name);
    },
  };
}

function isSameForNow(before: AdapterPayload, now: AdapterPayload, expiresIn: number): boolean {
  const [{ exp: earlier, ...old }, { exp: later, ...current }] = [
    sessionShape.parse(before),
    sessionShape.parse(now),
  ];
  if (earlier === undefined || later === undefined) return false;
  const prolonged = later - earlier;
  return prolonged >= 0 && prolonged * 60 <= expiresIn && isDeepStrictEqual(old, current);
}
