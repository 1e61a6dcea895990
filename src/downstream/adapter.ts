import { errors, type Adapter, type AdapterFactory, type AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import type { EphemeralStore } from '../storage/stores.ts';
import type { SupplierClients } from './clients.ts';

const payloadShape = z.looseObject({ grantId: z.string().optional(), uid: z.string().optional() });
const stillUsed = new Uint8Array([1]);
/** Models whose records a revoked grant takes along. */
const grantable = new Set(['AccessToken', 'AuthorizationCode']);

/**
 * oidc-provider's storage on our short-lived store, which seals every payload. Clients come from the register.
 * Using up a code, a pushed request or a client assertion is atomic here, which the library alone does not promise.
 */
export function createAdapterFactory(store: EphemeralStore, clients: SupplierClients): AdapterFactory {
  return (model) => (model === 'Client' ? clientAdapter(clients) : payloadAdapter(model, store));
}

function clientAdapter(clients: SupplierClients): Adapter {
  const readOnly = (): Promise<never> => Promise.reject(new TypeError('clients come from the register'));
  return {
    find: (id) => clients.metadata(id),
    upsert: readOnly,
    findByUid: readOnly,
    findByUserCode: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  };
}

function payloadAdapter(model: string, store: EphemeralStore): Adapter {
  const keyOf = (id: string): string => `oidc-${model}:${id}`;
  const uidKeyOf = (uid: string): string => `oidc-uid:${model}:${uid}`;
  const usedKeyOf = (id: string): string => `oidc-used:${model}:${id}`;
  const read = async (id: string): Promise<z.infer<typeof payloadShape> | undefined> => {
    const bytes = await store.get(keyOf(id));
    return bytes && payloadShape.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  };
  const revokeByGrantId = async (grantId: string): Promise<void> => {
    const members = await store.members(`oidc-grant:${grantId}`);
    await store.delete(...members, `oidc-Grant:${grantId}`, `oidc-grant:${grantId}`);
  };

  return {
    async upsert(id, payload, expiresIn) {
      const bytes = Buffer.from(JSON.stringify(payload));
      const seconds = Math.max(1, Math.floor(expiresIn ?? longestLifeSeconds));
      if (model === 'ReplayDetection') {
        if (await store.putIfAbsent(keyOf(id), bytes, seconds)) return;
        throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
      }
      await Promise.all([
        store.put(keyOf(id), bytes, seconds),
        ...(grantable.has(model) && payload.grantId !== undefined
          ? [store.addMember(`oidc-grant:${payload.grantId}`, keyOf(id), seconds)]
          : []),
        ...(payload.uid === undefined ? [] : [store.put(uidKeyOf(payload.uid), Buffer.from(id), seconds)]),
      ]);
    },
    async find(id): Promise<AdapterPayload | undefined> {
      if (!consumable.has(model)) return read(id);
      const [payload, used] = await Promise.all([read(id), store.get(usedKeyOf(id))]);
      return payload && (used === undefined ? payload : { ...payload, consumed: true });
    },
    async consume(id) {
      // kept longer than any consumable record lives, so that the mark cannot go before the record
      if (await store.putIfAbsent(usedKeyOf(id), stillUsed, usedMarkSeconds)) return;
      const payload = await read(id);
      if (payload?.grantId !== undefined) await revokeByGrantId(payload.grantId);
      throw model === 'PushedAuthorizationRequest'
        ? new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used')
        : new errors.InvalidGrant('authorization code already consumed');
    },
    destroy: (id) => store.delete(keyOf(id)),
    revokeByGrantId,
    async findByUid(uid) {
      const id = await store.get(uidKeyOf(uid));
      return id && read(Buffer.from(id).toString('utf8'));
    },
    // user codes belong to the device flow, which is off
    findByUserCode: () => Promise.resolve(undefined),
  };
}

const consumable = new Set(['AuthorizationCode', 'PushedAuthorizationRequest']);
/** Codes live 60 seconds, pushed requests as long. */
const usedMarkSeconds = 5 * 60;
/** For a record to which the library gives no lifetime: nothing here may live for ever. */
const longestLifeSeconds = 24 * 60 * 60;
