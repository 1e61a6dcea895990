import type { IncomingMessage } from 'node:http';
import { errors, Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { isAppAddress } from '../domain/web-address.ts';
import { letFormGoOut } from '../http/security-headers.ts';
import { explanationUri } from '../http/explanations/explained-errors.ts';
import { noteUiLocales } from './ui-locales.ts';

/** How a callback may come to a supplier. */
export const responseModes = ['query', 'form_post'] as const;

/** The page whose form brings a callback to a supplier. */
export type CallbackPage = (callback: {
  readonly request: IncomingMessage;
  readonly clientId: string;
  /** The registered redirect URI. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}) => string;

/**
 * A callback that the browser posts (OAuth 2.0 Form Post Response Mode 1.0), as the body of a response that is still under
 * way: the guard looks at these fields, and only then a page is made of them.
 */
export class FormPost {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(action: string, fields: Readonly<Record<string, string>>) {
    this.action = action;
    this.fields = fields;
  }
}

type ResponseMode = Parameters<Provider['registerResponseMode']>[1];

/**
 * oidc-provider with our ways of two response modes. Its own page of `form_post` has a script inline, which no page of ours may
 * have. In a `fragment` there are errors alone, since no client of ours may have it: of a request for it, or for a type with a
 * token. They go where a server of the supplier can read them.
 */
export class SupplierProvider extends Provider {
  override registerResponseMode(name: string, handler: ResponseMode): void {
    super.registerResponseMode(name, withErrorUri(ourWays.get(name) ?? handler));
  }
}

const respondByForm: ResponseMode = (ctx, redirectUri, payload) => {
  // an app that wanted a form: none can be posted to its address
  if (isAppAddress(redirectUri)) return respondByQuery(ctx, redirectUri, payload);
  ctx.status = 200;
  ctx.body = new FormPost(redirectUri, textsOf(payload));
};

const respondByQuery: ResponseMode = (ctx, redirectUri, payload) => {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(textsOf(payload))) address.searchParams.set(name, value);
  ctx.status = 303;
  ctx.redirect(address.href);
};

const ourWays: ReadonlyMap<string, ResponseMode> = new Map([
  ['form_post', respondByForm],
  ['fragment', respondByQuery],
]);

/** An error that goes back to a supplier says where it is explained (RFC 6749 section 4.1.2.1). */
function withErrorUri(handler: ResponseMode): ResponseMode {
  return (ctx, redirectUri, payload) => {
    const { error } = payload;
    const uri = typeof error === 'string' ? explanationUri(ctx.oidc.provider.issuer, error) : undefined;
    return handler(ctx, redirectUri, uri === undefined ? payload : { ...payload, error_uri: uri });
  };
}

function textsOf(payload: object): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

/** The validator of `response_mode`, which oidc-provider calls when it has checked the redirect URI. */
export function refuseFormToApp(ctx: KoaContextWithOIDC, mode: unknown): void {
  const redirectUri = ctx.oidc.params?.['redirect_uri'];
  if (mode === 'form_post' && typeof redirectUri === 'string' && isAppAddress(redirectUri)) {
    throw new errors.InvalidRequest('response_mode form_post needs a redirect_uri that is a web address');
  }
}

/** Koa middleware around the guard: makes the page of a callback that it let through. */
export function createFormPosts(page: CallbackPage) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const callback: unknown = ctx.body;
    if (!(callback instanceof FormPost)) return;
    const { client } = ctx.oidc;
    if (client?.redirectUriAllowed(callback.action) !== true) {
      throw new TypeError('a form goes to a registered address only');
    }
    noteUiLocales(ctx);
    letFormGoOut(ctx.res, callback.action);
    ctx.type = 'html';
    ctx.body = page({
      request: ctx.req,
      clientId: client.clientId,
      action: callback.action,
      fields: callback.fields,
    });
  };
}
