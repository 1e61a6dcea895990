import { randomUUID } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { createAdapterFactory } from '../../../src/downstream/adapter.ts';
import type { RequestAtHand } from '../../../src/downstream/request-at-hand.ts';
import { createSupplierClients } from '../../../src/downstream/clients.ts';
import { buildRegister } from '../../../src/federation/build-register.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { createSealedMemory, type SealedMemory } from '../session/sessions-case.ts';

export interface AdapterCase extends SealedMemory {
  readonly adapters: AdapterFactory;
  /** The adapter of one of oidc-provider's models. */
  of(model: string): Adapter;
  /** The request of the suppliers' side in which the adapter is called from now on. */
  inRequest(request: { readonly code?: string; readonly sessionRenamed?: boolean }): void;
}

/** The adapter on the sealed in-process store, with the clients of the example federation. */
export function createAdapterCase(): AdapterCase {
  const memory = createSealedMemory();
  const register = buildRegister(1, stored(wantedRecords()));
  const clients = createSupplierClients({
    register: { current: () => register, confirmedAt: () => memory.clock.now() },
    catalogue,
    readSecret: () => Promise.resolve('canary-client-secret'),
  });
  let key = {};
  let current: { readonly code?: string; readonly sessionRenamed?: boolean } = {};
  const atHand: RequestAtHand = {
    key: () => key,
    code: () => current.code,
    sessionRenamed: () => current.sessionRenamed === true,
  };
  const adapters = createAdapterFactory(memory.store, clients, atHand);
  return {
    ...memory,
    adapters,
    inRequest: (request) => {
      key = {};
      current = request;
    },
    of: (model) => {
      if (!isFactory(adapters)) throw new TypeError('the adapter is no factory function');
      return adapters(model);
    },
  };
}

function isFactory(adapters: AdapterFactory): adapters is (name: string) => Adapter {
  return typeof adapters === 'function';
}

export const freshId = () => `canary-id-${randomUUID()}`;

export function payload(changes: AdapterPayload = {}): AdapterPayload {
  return { kind: 'AccessToken', accountId: 'canary-account', clientId: 'leesboom-reader', ...changes };
}
