import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../party/browser-sessions.ts';
import type { AuthnRequest } from './authn-request.ts';
import type { BrokerMetadata } from './service-provider.ts';

/** A request of the broker that somebody is answering. */
export interface PendingLogin {
  readonly request: AuthnRequest;
  readonly broker: BrokerMetadata;
}

/** Requests under an unguessable handle, each to be answered once. */
export interface PendingLogins {
  keep(login: PendingLogin): string;
  find(handle: string): PendingLogin | undefined;
  take(handle: string): PendingLogin | undefined;
}

const limit = 1000;

export function createPendingLogins(): PendingLogins {
  const logins = new Map<string, PendingLogin>();
  return {
    keep(login) {
      const handle = randomBytes(24).toString('base64url');
      forgetOldest(logins, limit);
      logins.set(handle, login);
      return handle;
    },
    find: (handle) => logins.get(handle),
    take(handle) {
      const login = logins.get(handle);
      logins.delete(handle);
      return login;
    },
  };
}
