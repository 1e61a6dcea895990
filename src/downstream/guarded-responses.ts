import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { serviceId, type ServiceId } from '../domain/ids.ts';
import type { Logger } from '../domain/logger.ts';
import type { Channel, Guard } from '../guard/guard.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { callbackFields } from './callback-fields.ts';
import { oidcContext } from './route.ts';
import type { RequestSessions } from './request-sessions.ts';

const tokenResponse = z.looseObject({ id_token: z.string() });
const claimsResponse = z.record(z.string(), z.unknown());
/** What an API client gets: a token, and nothing about anybody. */
const apiTokenResponse = z.strictObject({
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
}

/**
 * Koa middleware around oidc-provider: the last point before bytes go to a supplier. What the guard does not
 * find in the ledger entry does not go: `guard.stopped`. What it cannot look at at all does not go either, and nobody knows
 * that anything was wrong with it: `guard.unreadable`.
 */
export function createGuardedResponses(parts: GuardedResponseParts) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const channel = channelOf(ctx);
    if (channel === undefined || (channel !== 'unregistered' && isApiToken(ctx))) return;
    const service = serviceId(ctx.oidc.client?.clientId ?? '');
    const found = await inspect(parts, ctx, channel, service);
    if (found === undefined) return;

    ctx.remove('Location');
    ctx.status = 500;
    ctx.body = {
      error: 'server_error',
      error_description: 'the answer was stopped, the operator has been told',
    };
    const fields = { reason: found.reason, ...(service === undefined ? undefined : { service }) };
    parts.logger.error(found.event, { ...fields, component: channel });
    await parts.ledger.audit({ type: found.event, ...fields });
  };
}

interface Finding {
  readonly event: 'guard.stopped' | 'guard.unreadable';
  readonly reason: string;
}

async function inspect(
  { guard, requestSessions }: GuardedResponseParts,
  ctx: KoaContextWithOIDC,
  channel: Channel | 'unregistered',
  service: ServiceId | undefined,
): Promise<Finding | undefined> {
  if (channel === 'unregistered') return { event: 'guard.unreadable', reason: 'unregistered_route' };
  if (service === undefined) return { event: 'guard.unreadable', reason: 'no_service' };
  const payload = outgoingClaims(channel, ctx);
  if (payload === undefined) return { event: 'guard.unreadable', reason: 'no_claims' };
  const entry = requestSessions.released(ctx)?.ledgerEntry;
  const surplus = await guard.inspect({ channel, service, payload, entry });
  return surplus && { event: 'guard.stopped', reason: surplus.violation };
}

function isApiToken(ctx: KoaContextWithOIDC): boolean {
  const { ClientCredentials: token, AccessToken: other } = ctx.oidc.entities;
  return token !== undefined && other === undefined && apiTokenResponse.safeParse(ctx.body).success;
}

/**
 * Routes of oidc-provider, by its own names. Where there is no channel nothing that a person is asked about leaves: the
 * reason stands in outgoing-channels.ts. What is not here does not answer at all.
 */
const channels: ReadonlyMap<string, Channel | undefined> = new Map([
  ['token', 'id_token'],
  ['userinfo', 'userinfo'],
  ['authorization', 'callback'],
  ['resume', 'callback'],
  ['introspection', undefined],
  ['pushed_authorization_request', undefined],
  ['revocation', undefined],
  ['end_session', undefined],
  ['end_session_confirm', undefined],
  ['end_session_success', undefined],
  ['jwks', undefined],
  ['discovery', undefined],
]);

/** The channel through which this answer is about to leave, when it is one that has something for a supplier. */
function channelOf(ctx: KoaContextWithOIDC): Channel | 'unregistered' | undefined {
  const route = oidcContext(ctx)?.route;
  // a preflight (`cors.token`) is answered with headers alone
  if (route === undefined || route.startsWith('cors.')) return undefined;
  if (!channels.has(route)) return 'unregistered';
  const channel = channels.get(route);
  const leaves = channel === 'callback' ? callbackFields(ctx) !== undefined : ctx.status === 200;
  return leaves ? channel : undefined;
}

function outgoingClaims(
  channel: Channel,
  ctx: KoaContextWithOIDC,
): Readonly<Record<string, unknown>> | undefined {
  switch (channel) {
    case 'callback':
      return callbackFields(ctx);
    case 'userinfo':
      return claimsResponse.safeParse(ctx.body).data;
    case 'id_token': {
      const token = tokenResponse.safeParse(ctx.body).data?.id_token;
      return token === undefined ? undefined : claimsIn(token);
    }
  }
}

function claimsIn(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}
