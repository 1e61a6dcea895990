import type { IncomingMessage } from 'node:http';
import { errors, Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { isAppAddress } from '../domain/web-address.ts';
import { letFormGoOut } from '../http/security-headers.ts';
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

/** oidc-provider with our way of `form_post`: its own page has a script inline, which no page of ours may have. */
export class SupplierProvider extends Provider {
  override registerResponseMode(name: string, handler: ResponseMode): void {
    super.registerResponseMode(name, name === 'form_post' ? respondByForm : handler);
  }
}

const respondByForm: ResponseMode = (ctx, redirectUri, payload) => {
  const fields = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  if (isAppAddress(redirectUri)) respondByQuery(ctx, redirectUri, fields);
  else {
    ctx.status = 200;
    ctx.body = new FormPost(redirectUri, fields);
  }
};

/** The error of an app that wanted a form: none can be posted to its address. */
function respondByQuery(
  ctx: KoaContextWithOIDC,
  redirectUri: string,
  fields: Readonly<Record<string, string>>,
): void {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value);
  ctx.status = 303;
  ctx.redirect(address.href);
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
