import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { serviceId } from '../domain/ids.ts';
import type { Logger } from '../domain/logger.ts';
import type { Channel, Guard } from '../guard/guard.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { oidcContext } from './route.ts';
import type { RequestSessions } from './request-sessions.ts';

const tokenResponse = z.looseObject({ id_token: z.string() });
const claimsResponse = z.record(z.string(), z.unknown());
/** What a program of the management API gets: a token, and nothing about anybody. */
const programsTokenResponse = z.strictObject({
  access_token: z.string(),
  expires_in: z.number(),
  scope: z.string().optional(),
  token_type: z.literal('Bearer'),
});

export interface GuardedResponseParts {
  readonly guard: Guard;
  readonly requestSessions: RequestSessions;
  readonly ledger: Ledger;
  readonly logger: Logger;
  readonly onStop?: (violation: string) => void;
}

/**
 * Koa middleware around oidc-provider: the last point before bytes go to a supplier. What the guard does not
 * find in the ledger entry does not go; an answer that cannot be read does not go either.
 */
export function createGuardedResponses(parts: GuardedResponseParts) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const channel = channelOf(ctx);
    if (channel === undefined || ctx.status !== 200 || isProgramsToken(ctx)) return;
    const service = serviceId(ctx.oidc.client?.clientId ?? '');
    const payload = outgoingClaims(channel, ctx.body);
    const found =
      service === undefined || payload === undefined
        ? { violation: 'unreadable' as const }
        : await parts.guard.inspect({ channel, service, payload, entry: parts.requestSessions.entryOf(ctx) });
    if (found === undefined) return;

    ctx.status = 500;
    ctx.body = {
      error: 'server_error',
      error_description: 'the answer was stopped, the operator has been told',
    };
    parts.onStop?.(found.violation);
    parts.logger.error('guard.stopped', {
      reason: found.violation,
      component: channel,
      ...(service === undefined ? undefined : { service }),
    });
    await parts.ledger.audit({
      type: 'guard.stopped',
      reason: found.violation,
      ...(service === undefined ? undefined : { service }),
    });
  };
}

function isProgramsToken(ctx: KoaContextWithOIDC): boolean {
  const { ClientCredentials: token, AccessToken: other } = ctx.oidc.entities;
  return token !== undefined && other === undefined && programsTokenResponse.safeParse(ctx.body).success;
}

/** Routes of oidc-provider through which something about a person leaves. */
function channelOf(ctx: KoaContextWithOIDC): Channel | undefined {
  const route = oidcContext(ctx)?.route;
  if (route === 'token') return 'id_token';
  return route === 'userinfo' ? 'userinfo' : undefined;
}

function outgoingClaims(channel: Channel, body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (channel === 'userinfo') return claimsResponse.safeParse(body).data;
  const token = tokenResponse.safeParse(body).data?.id_token;
  return token === undefined ? undefined : decodeJwt(token);
}
