import type { IncomingMessage } from 'node:http';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { allowFormTargets } from '../http/security-headers.ts';

/** The pages of RP-initiated logout, in the product's own design; oidc-provider's load fonts from a third party. */
export interface LogoutPages {
  readonly confirmSignOut: (page: {
    readonly request: IncomingMessage;
    readonly action: string;
    readonly fields: Readonly<Record<string, string>>;
  }) => string;
  readonly signedOut: (page: { readonly request: IncomingMessage; readonly clientId: string | undefined }) => string;
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

const logoutState = z.looseObject({ secret: z.string() });

function logoutSecret(ctx: KoaContextWithOIDC): string {
  return logoutState.parse(ctx.oidc.session?.state).secret;
}
