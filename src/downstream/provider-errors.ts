import { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../domain/errors.ts';

/** Writes the page about an error at the suppliers' side, with an error id of its own, and logs it. */
export type ProviderErrorPage = (failure: {
  readonly request: IncomingMessage;
  readonly code: ErrorCode;
  readonly status: number;
  readonly cause: unknown;
  readonly clientId: string | undefined;
  readonly uiLocales: string | undefined;
}) => string;

/** Errors that cannot go back to a supplier by redirect, because it is not clear which supplier that is. */
export function createErrorRenderer(page: ProviderErrorPage): NonNullable<Configuration['renderError']> {
  return (ctx, _out, error) => {
    ctx.type = 'html';
    ctx.body = page({
      request: ctx.req,
      code: codeOf(error),
      status: ctx.status,
      cause: error,
      clientId: ctx.oidc.client?.clientId,
      uiLocales: textParameter(ctx, 'ui_locales'),
    });
  };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof errors.SessionNotFound) return 'login.transaction_unknown';
  if (error instanceof errors.OIDCProviderError && error.statusCode < 500) return 'http.bad_request';
  return 'internal';
}

function textParameter(ctx: KoaContextWithOIDC, name: string): string | undefined {
  const value = ctx.oidc.params?.[name];
  return typeof value === 'string' ? value : undefined;
}
