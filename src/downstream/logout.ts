import type { IncomingMessage } from 'node:http';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { sessionId } from '../domain/ids.ts';
import { allowFormTargets } from '../http/security-headers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import { oidcContext } from './route.ts';

/** The pages of RP-initiated logout, in the product's own design; oidc-provider's load fonts from a third party. */
export interface LogoutPages {
  readonly confirmSignOut: (page: {
    readonly request: IncomingMessage;
    readonly action: string;
    readonly fields: Readonly<Record<string, string>>;
  }) => string;
  readonly signedOut: (page: {
    readonly request: IncomingMessage;
    readonly clientId: string | undefined;
  }) => string;
}

type RpInitiatedLogout = NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>;

/** OpenID Connect RP-Initiated Logout 1.0. */
export function createLogout(pages: LogoutPages): RpInitiatedLogout {
  return {
    enabled: true,
    logoutSource(ctx) {
      // the form leads on to the supplier, and browsers hold `form-action` against redirects too
      const next = ctx.oidc.params?.['post_logout_redirect_uri'];
      if (typeof next === 'string' && /^https?:/.test(next)) allowFormTargets(ctx.res, [next]);
      ctx.type = 'html';
      ctx.body = pages.confirmSignOut({
        request: ctx.req,
        action: '/logout/confirm',
        fields: { xsrf: logoutSecret(ctx) },
      });
    },
    postLogoutSuccessSource(ctx) {
      ctx.type = 'html';
      ctx.body = pages.signedOut({ request: ctx.req, clientId: ctx.oidc.client?.clientId });
    },
  };
}

/**
 * Koa middleware: when oidc-provider's session ends, ours ends with it before the browser gets its answer, and so do
 * the tokens that were given in it.
 */
export function createSessionEnd(sessions: BrowserSessions, ledger: Ledger) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const session = endedSession(ctx);
    const id = session === undefined ? undefined : sessionId(session.uid);
    if (id === undefined) return;
    await sessions.end(id);
    await ledger.audit({ type: 'session.ended', reason: 'signed_out' });
  };
}

function endedSession(ctx: KoaContextWithOIDC) {
  const context = oidcContext(ctx);
  const session = context?.session;
  return context?.route === 'end_session_confirm' && session !== undefined && 'destroyed' in session
    ? session
    : undefined;
}

const logoutState = z.looseObject({ secret: z.string() });

function logoutSecret(ctx: KoaContextWithOIDC): string {
  return logoutState.parse(ctx.oidc.session?.state).secret;
}
