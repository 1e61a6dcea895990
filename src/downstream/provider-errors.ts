import { errors, type Configuration } from 'oidc-provider';
import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../domain/error-codes.ts';
import { SluisError } from '../domain/errors.ts';
import type { ErrorId } from '../domain/ids.ts';
import { explain } from '../http/error-topic.ts';
import { keepOpenersOut } from '../http/security-headers.ts';
import type { SupplierClients } from './clients.ts';
import type { ProviderRefusals } from './provider-refusals.ts';
import { isAddressUnregistered, refusedRequest, type RefusedRequest } from './refused-request.ts';
import { TooManyRequests } from './request-limits.ts';
import { noteUiLocales } from './ui-locales.ts';

/** Writes the page about an error at the suppliers' side and logs it; says which error id stands on it. */
export type ProviderErrorPage = (failure: {
  readonly request: IncomingMessage;
  readonly code: ErrorCode;
  readonly status: number;
  readonly cause: unknown;
  readonly clientId: string | undefined;
  /** For the log: what a supplier has to put right. */
  readonly refused: RefusedRequest;
}) => { readonly html: string; readonly errorId: ErrorId };

/**
 * Errors that cannot go back to a supplier by redirect, because it is not clear which supplier that is: a page, or JSON for whoever
 * wants nothing else.
 */
export function createErrorRenderer(
  page: ProviderErrorPage,
  refusals: ProviderRefusals,
  clients: Pick<SupplierClients, 'apiClient'>,
): NonNullable<Configuration['renderError']> {
  return (ctx, out, error) => {
    if (error instanceof SluisError) ctx.status = explain(error.code).status;
    if (ctx.accepts('html', 'json') === 'json') {
      ctx.body = { error: out.error, error_description: out.error_description };
      return;
    }
    noteUiLocales(ctx);
    const { html, errorId } = page({
      request: ctx.req,
      code: isAddressUnregistered(ctx, error) ? 'http.redirect_uri_unregistered' : codeOf(error),
      status: ctx.status,
      cause: error,
      clientId: ctx.oidc.client?.clientId,
      refused: refusedRequest(ctx, error, clients),
    });
    refusals.shown(ctx, errorId);
    keepOpenersOut(ctx.res);
    ctx.type = 'html';
    ctx.body = html;
  };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof SluisError) return error.code;
  if (error instanceof TooManyRequests) return 'http.rate_limited';
  if (error instanceof errors.SessionNotFound) return 'login.transaction_unknown';
  if (error instanceof errors.OIDCProviderError && error.statusCode < 500) return 'http.bad_request';
  return 'internal';
}
