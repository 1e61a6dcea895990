import type { KoaContextWithOIDC } from 'oidc-provider';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import { newErrorId } from '../http/error-id.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { explanationUri } from '../http/explanations/explained-errors.ts';
import type { OutageAnswers } from './outage-answers.ts';
import type { ProviderRefusals } from './provider-refusals.ts';

/**
 * Koa middleware around everything that answers: an OAuth error in JSON says where it is explained (RFC 6749 section 5.2), and by
 * which error id the operator finds it. The id is drawn anew for each answer, so it has nothing of a person or a session in it,
 * and no two suppliers ever get the same.
 */
export function createErrorAnswers(parts: {
  readonly issuer: string;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly ledger: Pick<Ledger, 'shown'>;
  readonly refusals: Pick<ProviderRefusals, 'answered'>;
  readonly causeOf: OutageAnswers['causeOf'];
}) {
  const { issuer, randomness, logger, ledger, refusals, causeOf } = parts;
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const body: unknown = ctx.body;
    if (ctx.status < 400 || !isOAuthError(body)) return;
    const errorId = newErrorId(randomness);
    const { status } = ctx;
    const uri = explanationUri(issuer, body.error);
    ctx.body = { ...body, ...(uri === undefined ? undefined : { error_uri: uri }), error_id: errorId };
    if (refusals.answered(ctx, errorId)) return;
    if (status >= 500) {
      const error = causeOf(ctx);
      const code = error instanceof SluisError ? error.code : 'internal';
      const fields = { errorId, code, status, route: 'provider' };
      logger.error('request.failed', error === undefined ? fields : { ...fields, error });
      ledger.shown({ id: errorId, code });
    } else {
      const reason = `oauth.${body.error}`;
      logger.warn('provider.refused', { errorId, reason, status, route: 'provider' });
    }
  };
}

function isOAuthError(body: unknown): body is { readonly error: string } {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string';
}
