import type { ClientAuthentication } from '../register/model/client-authentication.ts';
import type { ApiClient } from '../register/model/kinds/api-client.ts';
import type { Service } from '../register/model/kinds/service.ts';
import type { SecretReference } from '../register/model/secret-reference.ts';
import type { Versioned } from '../register/model/versioned.ts';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { apiClientId, serviceId } from '../domain/ids.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { responseModes } from './form-post.ts';

/** Suppliers' services, and API clients, as OAuth clients. They come from the register, never from a file or a registration request. */
export interface SupplierClients {
  /** Client metadata as of RFC 7591; `undefined` for what is neither. */
  metadata(clientId: string): Promise<ClientMetadata | undefined>;
  /** True for any of the client's live secrets (two during a rollover). */
  secretMatches(clientId: string, secret: string): Promise<boolean>;
  /** How the client proves itself. */
  authentication(clientId: string): ClientAuthentication | undefined;
  service(clientId: string): Service | undefined;
  /** An API client. Nothing is both: of the same name as a service it is none. */
  apiClient(clientId: string): Versioned<ApiClient> | undefined;
}

interface ReadClient {
  readonly metadata: ClientMetadata;
  readonly secrets: readonly string[];
  /** False: one of two secrets could not be read. */
  readonly isWhole: boolean;
}

export function createSupplierClients(options: {
  readonly register: RegisterView;
  readonly catalogue: AttributeCatalogue;
  readonly readSecret: (reference: SecretReference) => Promise<string>;
}): SupplierClients {
  const { register, catalogue, readSecret } = options;
  const cache = new WeakMap<Service | ApiClient, Promise<ReadClient>>();

  const service = (clientId: string): Service | undefined => {
    const id = serviceId(clientId);
    return id && register.current().service(id)?.record;
  };
  const apiClient = (clientId: string): Versioned<ApiClient> | undefined => {
    const id = apiClientId(clientId);
    return id && service(clientId) === undefined ? register.current().apiClient(id) : undefined;
  };
  const read = (clientId: string): Promise<ReadClient> | undefined => {
    const record = service(clientId) ?? apiClient(clientId)?.record;
    if (record === undefined) return undefined;
    const known = cache.get(record);
    if (known !== undefined) return known;
    const reading = readClient(record, catalogue, readSecret);
    cache.set(record, reading);
    // a secret that could not be read is tried again at the next request
    reading.then(
      ({ isWhole }) => isWhole || cache.delete(record),
      () => cache.delete(record),
    );
    return reading;
  };

  return {
    service,
    apiClient,
    authentication: (clientId) =>
      service(clientId)?.client.authentication ?? apiClient(clientId)?.record.authentication,
    metadata: async (clientId) => (await read(clientId))?.metadata,
    async secretMatches(clientId, secret) {
      const secrets = (await read(clientId))?.secrets ?? [];
      return secrets.map((live) => sameText(live, secret)).includes(true);
    },
  };
}

async function readClient(
  record: Service | ApiClient,
  catalogue: AttributeCatalogue,
  readSecret: (reference: SecretReference) => Promise<string>,
): Promise<ReadClient> {
  const isService = 'client' in record;
  const authentication = isService ? record.client.authentication : record.authentication;
  const { secrets, isWhole } = await readSecrets(authentication, readSecret);
  const metadata = isService ? serviceMetadata(record, catalogue) : apiClientMetadata(record);
  return { metadata: { ...metadata, ...authenticationMetadata(authentication, secrets) }, secrets, isWhole };
}

/**
 * Those that can be read: a new secret that is not there yet must not take the old one with it. Throws what the reader throws
 * when there is none: then this client fails, and no other.
 */
async function readSecrets(
  authentication: ClientAuthentication,
  readSecret: (reference: SecretReference) => Promise<string>,
): Promise<Pick<ReadClient, 'secrets' | 'isWhole'>> {
  if (!('secrets' in authentication)) return { secrets: [], isWhole: true };
  const read = await Promise.allSettled(authentication.secrets.map(readSecret));
  const secrets = read.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = read.find((each) => each.status === 'rejected');
  if (secrets.length === 0 && failed !== undefined) throw failed.reason;
  return { secrets, isWhole: failed === undefined };
}

function serviceMetadata(
  { id, sector, name, client, claims }: Service,
  catalogue: AttributeCatalogue,
): ClientMetadata {
  const { authentication } = client;
  const attributes = claims.map(({ name: claim }) => catalogue.attributes.get(claim));
  const scopes = attributes.flatMap((attribute) => (attribute?.releasable === true ? attribute.scope : []));
  return {
    client_id: id,
    client_name: name,
    application_type: authentication.method === 'none' ? 'native' : 'web',
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    response_types: ['code'],
    response_modes: [...responseModes],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
    // several redirect hosts need one; never fetched, since the register says which services share a sector
    sector_identifier_uri: `https://${sector}.sector.invalid/`,
    scope: ['openid', ...new Set(scopes)].join(' '),
    id_token_signed_response_alg: client.idTokenAlgorithm,
    require_auth_time: client.signInTime,
    require_pushed_authorization_requests: client.requirePar,
  };
}

/** A client that has nothing but the client credentials grant (RFC 6749 section 4.4): no redirect, no person. */
function apiClientMetadata({ id, name }: ApiClient): ClientMetadata {
  return {
    client_id: id,
    client_name: name,
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
  };
}

function authenticationMetadata(authentication: ClientAuthentication, secrets: readonly string[]) {
  const [firstSecret] = secrets;
  return {
    token_endpoint_auth_method: authentication.method,
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
