import type { EventEmitter } from 'node:events';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import { explain } from '../http/error-topic.ts';
import { oidcContext } from './route.ts';

/**
 * What a supplier or a browser gets while a store is away. oidc-provider knows `server_error` only, and what fails
 * outside of its routes (saving its session, our guard) would reach Koa, which prints it and answers by itself.
 */
export interface OutageAnswers {
  /** The outermost Koa middleware. */
  readonly middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
  listenTo(provider: Provider): void;
  /** What went wrong at the broker in this request, if anything did. */
  causeOf(ctx: KoaContextWithOIDC): unknown;
}

const outage = {
  error: 'temporarily_unavailable',
  error_description: 'part of the broker is unavailable, try again in a moment',
} as const;
const failure = { error: 'server_error', error_description: 'something went wrong at the broker' } as const;
const retryAfterSeconds = '30';

export function createOutageAnswers(parts: {
  readonly logger: Logger;
  readonly renderError: NonNullable<Configuration['renderError']>;
}): OutageAnswers {
  const failures = new WeakMap<object, unknown>();

  return {
    listenTo(provider) {
      // emitted for what the library answers itself, before our middleware sees the answer
      provider.on('server_error', (ctx: KoaContextWithOIDC, error: unknown) => {
        failures.set(ctx.req, error);
      });
      // Koa's own event, which the library's types leave out; without a listener it prints the whole error
      const koa: EventEmitter = provider;
      koa.on('error', (error: unknown) => {
        parts.logger.error('provider.connection_failed', { error });
      });
    },
    causeOf: (ctx) => failures.get(ctx.req),
    async middleware(ctx, next) {
      try {
        await next();
      } catch (error) {
        parts.logger.error('provider.failed', { error });
        await answerInstead(ctx, error, parts.renderError);
        failures.set(ctx.req, error);
      }
      if (isOutage(failures.get(ctx.req))) sayWhenAgain(ctx);
    },
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof SluisError && explain(error.code).status === 503;
}

/** Nothing of the answer that was under way may go: it may hold a code or a token that the guard has not seen. */
async function answerInstead(
  ctx: KoaContextWithOIDC,
  error: unknown,
  renderError: NonNullable<Configuration['renderError']>,
): Promise<void> {
  ctx.remove('Location');
  ctx.status = 500;
  ctx.body = failure;
  if (oidcContext(ctx) !== undefined && ctx.accepts('json', 'html') === 'html') {
    await renderError(ctx, failure, error instanceof Error ? error : new TypeError('not an error'));
  }
}

/** The library shows a page at the authorization endpoint too: only its own errors go back to a supplier by redirect. */
function sayWhenAgain(ctx: KoaContextWithOIDC): void {
  const { body } = ctx;
  ctx.status = 503;
  ctx.set('Retry-After', retryAfterSeconds);
  ctx.body = typeof body === 'string' ? body : outage;
}
