import { createHash, timingSafeEqual } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { serviceId } from '../domain/ids.ts';
import type { ClientAuthentication, SecretReference, Service } from '../domain/register.ts';
import type { RegisterView } from '../federation/register.ts';

/** Suppliers' services as OAuth clients. They come from the register, never from a file or a registration request. */
export interface SupplierClients {
  /** Client metadata as of RFC 7591; `undefined` for what is no service. */
  metadata(clientId: string): Promise<ClientMetadata | undefined>;
  /** True for any of the client's live secrets (two during a rollover). */
  secretMatches(clientId: string, secret: string): Promise<boolean>;
  service(clientId: string): Service | undefined;
}

export function createSupplierClients(options: {
  readonly register: RegisterView;
  readonly catalogue: AttributeCatalogue;
  readonly readSecret: (reference: SecretReference) => Promise<string>;
}): SupplierClients {
  const { register, catalogue, readSecret } = options;
  const cache = new WeakMap<Service, Promise<{ metadata: ClientMetadata; secrets: readonly string[] }>>();

  const service = (clientId: string): Service | undefined => {
    const id = serviceId(clientId);
    return id && register.current().service(id)?.record;
  };
  const read = (record: Service): Promise<{ metadata: ClientMetadata; secrets: readonly string[] }> => {
    const known = cache.get(record);
    if (known !== undefined) return known;
    const reading = readSecrets(record.client.authentication, readSecret).then((secrets) => ({
      metadata: clientMetadata(record, catalogue, secrets),
      secrets,
    }));
    cache.set(record, reading);
    // a secret that could not be read is tried again at the next request
    reading.catch(() => cache.delete(record));
    return reading;
  };

  return {
    service,
    async metadata(clientId) {
      const record = service(clientId);
      return record && (await read(record)).metadata;
    },
    async secretMatches(clientId, secret) {
      const record = service(clientId);
      if (record === undefined) return false;
      const { secrets } = await read(record);
      return secrets.map((live) => sameText(live, secret)).includes(true);
    },
  };
}

async function readSecrets(
  authentication: ClientAuthentication,
  readSecret: (reference: SecretReference) => Promise<string>,
): Promise<readonly string[]> {
  return 'secrets' in authentication ? Promise.all(authentication.secrets.map(readSecret)) : [];
}

function clientMetadata(
  { id, sector, name, client, claims }: Service,
  catalogue: AttributeCatalogue,
  secrets: readonly string[],
): ClientMetadata {
  const { authentication } = client;
  const scopes = claims.flatMap((claim) => catalogue.attributes.get(claim.name)?.scope ?? []);
  const [firstSecret] = secrets;
  return {
    client_id: id,
    client_name: name,
    application_type: authentication.method === 'none' ? 'native' : 'web',
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    response_types: ['code'],
    response_modes: ['query'],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
    // several redirect hosts need one; never fetched, since the register says which services share a sector
    sector_identifier_uri: `https://${sector}.sector.invalid/`,
    scope: ['openid', ...new Set(scopes)].join(' '),
    id_token_signed_response_alg: client.idTokenAlgorithm,
    token_endpoint_auth_method: authentication.method,
    require_auth_time: client.requireAuthTime,
    require_pushed_authorization_requests: client.requirePar,
    ...(firstSecret === undefined ? undefined : { client_secret: firstSecret }),
    ...('jwks' in authentication ? { jwks: { keys: [...authentication.jwks.keys] } } : undefined),
    ...('jwksUri' in authentication ? { jwks_uri: authentication.jwksUri } : undefined),
  };
}

/** Compares in a time that does not depend on how much is equal. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
