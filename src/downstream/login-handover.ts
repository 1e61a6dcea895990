import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { waitingRequestOf, type WaitingRequest } from './interaction.ts';
import { oidcContext } from './route.ts';

/** Hands a request that has to wait for its person over to `login/` at once, instead of by way of the browser. */
export interface LoginHandover {
  readonly middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
  /** What is to be answered by `login/`; cookies and headers of the library are on the response already. */
  readonly handedOver: (request: IncomingMessage) => WaitingRequest | undefined;
}

/**
 * oidc-provider answers with a redirect to the address of the login, and with the cookies that belong to it. Only the
 * redirect is held back: the cookie keeps the path of that address, so each tab has a login of its own.
 */
export function createLoginHandover(): LoginHandover {
  const waiting = new WeakMap<IncomingMessage, WaitingRequest>();
  return {
    handedOver: (request) => waiting.get(request),
    async middleware(ctx, next) {
      await next();
      const interaction = oidcContext(ctx)?.entities.Interaction;
      if (interaction === undefined || ctx.status !== 303) return;
      if (ctx.response.get('Location') !== addressOfLogin(interaction)) return;
      waiting.set(ctx.req, waitingRequestOf(interaction));
      ctx.remove('Location');
      ctx.body = null;
      ctx.status = 200;
      ctx.respond = false;
    },
  };
}

/** Where the library sends a browser whose person has to do something. */
export function addressOfLogin({ uid }: { readonly uid: string }): string {
  return `/login/${uid}`;
}
