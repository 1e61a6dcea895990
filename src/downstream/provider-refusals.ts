import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { serviceId } from '../domain/ids.ts';
import type { ErrorId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SupplierClients } from './clients.ts';
import { refusedRequest } from './refused-request.ts';

/** Tells log and audit trail what was refused to suppliers, whether it was answered by a page, a redirect or JSON. */
export interface ProviderRefusals {
  /** The page about this request carries this error id. It is logged where it is made, with more. */
  shown(ctx: KoaContextWithOIDC, errorId: ErrorId): void;
  /** The JSON that answers this request carries this error id. False: nothing here tells of it. */
  answered(ctx: KoaContextWithOIDC, errorId: ErrorId): boolean;
  listenTo(provider: Provider): void;
}

/** Answers that belong to an ordinary day, or that were audited where they were decided. */
const ordinary: ReadonlySet<string> = new Set(['login_required', 'interaction_required', 'access_denied']);

export function createProviderRefusals(parts: {
  readonly clients: SupplierClients;
  readonly ledger: Ledger;
  readonly logger: Logger;
}): ProviderRefusals {
  const errorIds = new WeakMap<object, ErrorId>();
  const onPages = new WeakSet();
  const told = new WeakSet();
  const tell = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): void => {
    const clientId = ctx.oidc.client?.clientId ?? '';
    const apiClient = parts.clients.apiClient(clientId)?.record.id;
    const service = apiClient === undefined ? serviceId(clientId) : undefined;
    const errorId = errorIds.get(ctx.req);
    const what = {
      reason: `oauth.${error.error}`,
      ...(errorId === undefined ? undefined : { errorId }),
      ...(service === undefined ? undefined : { service }),
    };
    if (!onPages.has(ctx.req)) {
      const { route } = ctx.oidc;
      parts.logger.warn('provider.refused', { ...what, ...refusedRequest(ctx, error, parts.clients), route });
    }
    const client = apiClient === undefined ? undefined : { client: apiClient };
    void parts.ledger.audit({ type: typeOf(error), ...what, ...client });
  };
  const refused = (ctx: KoaContextWithOIDC, error: unknown): void => {
    if (!(error instanceof errors.OIDCProviderError) || ordinary.has(error.error)) return;
    told.add(ctx.req);
    // the library tells of some errors before it renders their page, of others after it
    ctx.res.once('close', () => {
      tell(ctx, error);
    });
  };
  return {
    shown(ctx, errorId) {
      errorIds.set(ctx.req, errorId);
      onPages.add(ctx.req);
    },
    answered(ctx, errorId) {
      errorIds.set(ctx.req, errorId);
      return told.has(ctx.req);
    },
    listenTo(provider) {
      provider.on('authorization.error', refused);
      provider.on('grant.error', refused);
      provider.on('pushed_authorization_request.error', refused);
      provider.on('introspection.error', refused);
      provider.on('revocation.error', refused);
      provider.on('userinfo.error', refused);
      provider.on('end_session.error', refused);
      provider.on('end_session_confirm.error', refused);
      provider.on('end_session_success.error', refused);
    },
  };
}

/** RFC 6749 section 4.1.2: a code that comes a second time was stolen, or its supplier errs badly. */
function typeOf(error: errors.OIDCProviderError): AuditEvent['type'] {
  return /^authorization code already (?:consumed|used)/.test(error.error_detail ?? '')
    ? 'code.replayed'
    : 'request.rejected';
}
