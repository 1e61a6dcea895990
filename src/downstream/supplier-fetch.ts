import type { Configuration } from 'oidc-provider';
import type { Outgoing } from '../domain/outgoing.ts';

/**
 * The network as oidc-provider sees it: it reads the keys that suppliers publish (`jwks_uri`), and nothing else. Its own
 * dispatcher looks at the address only after it connected, and its time limit is not needed: `Outgoing` sees to both.
 */
export function createSupplierFetch(outgoing: Outgoing): NonNullable<Configuration['fetch']> {
  return async (input, init = {}) => {
    const { method = 'GET', body } = init;
    if (typeof input !== 'string' || method !== 'GET' || (body !== undefined && body !== null)) {
      throw new TypeError('all that suppliers are asked for is their keys');
    }
    const headers = Object.fromEntries(new Headers(init.headers));
    return outgoing.call({ purpose: 'supplier_keys', url: input, method, headers });
  };
}
