import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { sessionId } from '../domain/ids.ts';
import type { IdpId } from '../domain/ids.ts';
import { keepOpenersOut } from '../http/security-headers.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import type { BrowserSession } from '../session/session-records.ts';
import { oidcContext } from './route.ts';
import { noteUiLocales, withUiLocales } from './ui-locales.ts';

/** The pages of RP-initiated logout, in the product's own design; oidc-provider's load fonts from a third party. */
export interface LogoutPages {
  readonly confirmSignOut: (page: {
    readonly request: IncomingMessage;
    readonly action: string;
    readonly fields: Readonly<Record<string, string>>;
  }) => string;
  /** What is so now, whatever was answered: the session of this browser lives, or there is none. */
  readonly afterSignOut: (page: {
    readonly request: IncomingMessage;
    readonly clientId: string | undefined;
    readonly signedIn: boolean;
    /** The registered `post_logout_redirect_uri`, with the supplier's `state`. */
    readonly onwardsUrl: string | undefined;
  }) => string;
  /** Somebody signed out on this device. `idp`: of the session that ended; absent where there was none. */
  readonly rememberSignOut: (response: ServerResponse, idp: IdpId | undefined) => void;
}

interface LogoutParts {
  readonly pages: LogoutPages;
  readonly sessions: BrowserSessions;
  readonly ledger: Ledger;
}

type RpInitiatedLogout = NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>;

/** OpenID Connect RP-Initiated Logout 1.0, with a page of ours before the way back to the supplier. */
export function createLogout({ pages, sessions }: Omit<LogoutParts, 'ledger'>): RpInitiatedLogout {
  return {
    enabled: true,
    async logoutSource(ctx) {
      if ((await liveSession(sessions, ctx.oidc.session)) === undefined) {
        nobodySignedIn(ctx, pages);
        return;
      }
      noteUiLocales(ctx);
      keepOpenersOut(ctx.res);
      ctx.type = 'html';
      ctx.body = pages.confirmSignOut({
        request: ctx.req,
        action: pathOf(withUiLocales(new URL(ctx.oidc.urlFor('end_session_confirm')), ctx)),
        fields: { xsrf: confirmation.parse(ctx.oidc.session?.state).secret },
      });
    },
    async postLogoutSuccessSource(ctx) {
      const session = await ctx.oidc.provider.Session.get(ctx);
      noteUiLocales(ctx);
      keepOpenersOut(ctx.res);
      ctx.type = 'html';
      ctx.body = pages.afterSignOut({
        request: ctx.req,
        clientId: ctx.oidc.client?.clientId,
        signedIn: (await liveSession(sessions, session)) !== undefined,
        onwardsUrl: onwardsUrl(ctx),
      });
    },
  };
}

/**
 * Koa middleware around the logout. When oidc-provider's session ends, ours ends with it before the browser gets its
 * answer, and so do the tokens that were given in it. In the place of the library's way straight to the supplier, and
 * of its form that a script would post where nobody is signed in, comes our page.
 */
export function createSessionEnd({ pages, sessions, ledger }: LogoutParts) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const { route, session } = oidcContext(ctx) ?? {};
    if (session === undefined) return;
    if (route === 'end_session' && ctx.status === 200 && session.accountId === undefined) {
      nobodySignedIn(ctx, pages);
    }
    if (route !== 'end_session_confirm') return;
    if ('destroyed' in session) {
      const ended = await liveSession(sessions, session);
      if (ended !== undefined) {
        await sessions.end(ended.id);
        await ledger.audit({ type: 'session.ended', reason: 'signed_out' });
      }
      pages.rememberSignOut(ctx.res, ended?.idp);
    }
    if (ctx.status !== 303) return;
    const { state, postLogoutRedirectUri } = confirmation.safeParse(session.state).data ?? {};
    goToOutcome(ctx, { state, uri: postLogoutRedirectUri });
  };
}

/** The library's notes while it asks; gone when the answer was no. */
const confirmation = z.looseObject({
  secret: z.string(),
  state: z.string().optional(),
  postLogoutRedirectUri: z.string().optional(),
});

function pathOf({ pathname, search }: URL): string {
  return pathname + search;
}

async function liveSession(
  sessions: BrowserSessions,
  session: KoaContextWithOIDC['oidc']['session'],
): Promise<BrowserSession | undefined> {
  const id = sessionId(session?.uid ?? '');
  return id === undefined || session?.accountId === undefined ? undefined : sessions.find(id);
}

/** Its own session may have ended by itself, and the school may still know the person. */
function nobodySignedIn(ctx: KoaContextWithOIDC, pages: LogoutPages): void {
  pages.rememberSignOut(ctx.res, undefined);
  const { post_logout_redirect_uri: uri, state } = ctx.oidc.params ?? {};
  goToOutcome(ctx, { uri, state });
}

const uriParameter = 'post_logout_redirect_uri';

/** To an address that can be asked for again: in the other language, or by a page that is loaded anew. */
function goToOutcome(ctx: KoaContextWithOIDC, { uri, state }: { uri: unknown; state: unknown }): void {
  const outcome = withUiLocales(new URL(ctx.oidc.urlFor('end_session_success')), ctx);
  const { client } = ctx.oidc;
  if (client !== undefined) outcome.searchParams.set('client_id', client.clientId);
  if (typeof uri === 'string') {
    outcome.searchParams.set(uriParameter, uri);
    if (typeof state === 'string') outcome.searchParams.set('state', state);
  }
  ctx.status = 303;
  ctx.redirect(outcome.href);
}

/** The address is believed no more here than at the endpoint itself: anybody can write one into a link. */
function onwardsUrl(ctx: KoaContextWithOIDC): string | undefined {
  const { [uriParameter]: uri, state } = ctx.query;
  if (typeof uri !== 'string' || ctx.oidc.client?.postLogoutRedirectUriAllowed(uri) !== true) {
    return undefined;
  }
  const onwards = new URL(uri);
  if (typeof state === 'string') onwards.searchParams.set('state', state);
  return onwards.href;
}
