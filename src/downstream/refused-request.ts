import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import { addressForLog } from '../domain/address-for-log.ts';
import type { LogFields } from '../domain/logger.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import type { SupplierClients } from './clients.ts';
import { refusalDetail } from './refusal-details.ts';

export type RefusedRequest = Pick<
  LogFields,
  'service' | 'recordKind' | 'recordId' | 'detail' | 'registeredAddress' | 'receivedAddress'
>;

/** What the operator has to know of a refused request to say what a supplier has to put right: for the log. */
export function refusedRequest(
  ctx: KoaContextWithOIDC,
  error: unknown,
  clients: Pick<SupplierClients, 'apiClient'>,
): RefusedRequest {
  const client = clientOf(ctx, clients);
  if (!(error instanceof errors.OIDCProviderError)) return client;
  const detail = refusalDetail(error.error_detail);
  return {
    ...client,
    ...(detail === undefined ? undefined : { detail }),
    ...(isAboutAddress(ctx, error) ? addressesOf(ctx) : undefined),
  };
}

/** By its name in the register; nothing where the request names none that is there. */
function clientOf(
  { oidc }: KoaContextWithOIDC,
  { apiClient }: Pick<SupplierClients, 'apiClient'>,
): Pick<RefusedRequest, 'service' | 'recordKind' | 'recordId'> {
  const id = oidc.client?.clientId;
  if (id === undefined) return {};
  return apiClient(id) === undefined
    ? { service: id }
    : { recordKind: 'api-client' satisfies RecordKind, recordId: id };
}

/** The redirect URI, or where a sign-out was to lead, is not one of those that are registered. */
export function isAddressUnregistered(ctx: KoaContextWithOIDC, error: unknown): boolean {
  if (error instanceof errors.InvalidRedirectUri) return true;
  const { client, params } = ctx.oidc;
  const sent = params?.['post_logout_redirect_uri'];
  return (
    ctx.oidc.route === 'end_session' &&
    error instanceof errors.InvalidRequest &&
    client !== undefined &&
    typeof sent === 'string' &&
    !client.postLogoutRedirectUriAllowed(sent)
  );
}

function isAboutAddress(ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): boolean {
  return (
    error instanceof errors.InvalidGrant ||
    error instanceof errors.InvalidClientAuth ||
    isAddressUnregistered(ctx, error)
  );
}

function addressesOf(ctx: KoaContextWithOIDC): Pick<RefusedRequest, 'registeredAddress' | 'receivedAddress'> {
  const { client, params, route } = ctx.oidc;
  const isSignOut = route === 'end_session';
  const received = params?.[isSignOut ? 'post_logout_redirect_uri' : 'redirect_uri'];
  if (typeof received !== 'string') return {};
  const registered = mostAlike(received, registeredFor(client, isSignOut));
  return {
    receivedAddress: addressForLog(received),
    ...(registered === undefined ? undefined : { registeredAddress: addressForLog(registered) }),
  };
}

function registeredFor(client: Client | undefined, isSignOut: boolean): readonly string[] {
  return (isSignOut ? client?.postLogoutRedirectUris : client?.redirectUris) ?? [];
}

/** The one that is the same for longest: the one that was most likely meant. */
function mostAlike(received: string, registered: readonly string[]): string | undefined {
  return registered.toSorted((one, other) => sameFor(received, other) - sameFor(received, one))[0];
}

function sameFor(received: string, registered: string): number {
  const at = Array.from(registered).findIndex((sign, index) => received[index] !== sign);
  return at === -1 ? registered.length : at;
}
