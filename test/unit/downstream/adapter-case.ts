import { randomUUID } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { createAdapterFactory } from '../../../src/downstream/adapter.ts';
import { createIssuedTokens, type IssuedTokens } from '../../../src/downstream/issued-tokens.ts';
import type { RequestAtHand } from '../../../src/downstream/request-at-hand.ts';
import { createSupplierClients } from '../../../src/downstream/clients.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { createSealedMemory, type SealedMemory } from '../session/sessions-case.ts';

export interface AdapterCase extends SealedMemory {
  readonly adapters: AdapterFactory;
  /** The adapter of one of oidc-provider's models. */
  of(model: string): Adapter;
  /** The request of the suppliers' side in which the adapter is called from now on. */
  inRequest(request: {
    readonly code?: string;
    readonly resuming?: boolean;
    readonly sessionRenamed?: boolean;
  }): object;
  /** The answer to that request is made, with this status, and leaves. */
  answered(status?: number): Promise<void>;
  readonly issuedTokens: IssuedTokens;
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
  let current: { readonly code?: string; readonly resuming?: boolean; readonly sessionRenamed?: boolean } =
    {};
  const atHand: RequestAtHand = {
    key: () => key,
    code: () => current.code,
    resuming: () => current.resuming === true,
    sessionRenamed: () => current.sessionRenamed === true,
  };
  const issuedTokens = createIssuedTokens(memory.store);
  const adapters = createAdapterFactory(memory.store, clients, issuedTokens, atHand);
  return {
    ...memory,
    adapters,
    issuedTokens,
    answered: (status = 200) =>
      Reflect.apply(issuedTokens.middleware, undefined, [
        Object.assign(key, { status }),
        () => Promise.resolve(),
      ]),
    inRequest: (request) => {
      key = {};
      current = request;
      return key;
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
