import { Provider } from 'oidc-provider';

/**
 * What oidc-provider's adapter has to know of the request in which it is called, and is not told. Outside of a
 * request of the suppliers' side nothing is known: `undefined`, `false`.
 */
export interface RequestAtHand {
  /** Stands for the request, in a `WeakMap`. */
  key(): object | undefined;
  /** The code that is being redeemed. */
  code(): string | undefined;
  /** The browser comes back to a request that waited for its person. */
  resuming(): boolean;
  /** The session gets a new name in this request, because somebody signed in again. */
  sessionRenamed(): boolean;
}

export const requestAtHand: RequestAtHand = {
  key: () => Provider.ctx,
  code: () => Provider.ctx?.oidc.entities.AuthorizationCode?.jti,
  resuming: () => Provider.ctx?.oidc.route === 'resume',
  sessionRenamed: () => {
    const session = Provider.ctx?.oidc.session;
    return session !== undefined && 'oldId' in session && session.oldId !== undefined;
  },
};
