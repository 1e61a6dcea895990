import { type ApiScope, apiScopes } from '../register/model/api-scopes.ts';
import type { ApiClient } from '../register/model/kinds/api-client.ts';
import { errors, type Configuration, type Provider } from 'oidc-provider';
import { z } from 'zod';
import type { SupplierClients } from './clients.ts';

/** What an access token of the management API stands for. */
export interface ApiToken {
  /** As the register has it now. */
  readonly client: ApiClient;
  /** What its token was given for and the register still allows. */
  readonly scopes: ReadonlySet<ApiScope>;
}

/** Whose access token of the management API this is; `undefined` for every other text, tokens of suppliers included. */
export type ReadApiToken = (token: string) => Promise<ApiToken | undefined>;

/** Seconds. */
export const apiTokenLifetime = 600;

/** Resource indicator (RFC 8707) of the management API: the audience of its tokens. */
function apiResource(issuer: string): string {
  return `${issuer}/api`;
}

interface ApiTokenConfiguration {
  readonly extraTokenClaims: NonNullable<Configuration['extraTokenClaims']>;
  readonly features: Pick<NonNullable<Configuration['features']>, 'clientCredentials' | 'resourceIndicators'>;
}

/**
 * The parts of oidc-provider that give tokens for the management API, to API clients of the register alone. The token
 * remembers the version of its API client's record: with every change of that record the tokens from before it end.
 */
export function apiTokenConfiguration(options: {
  readonly issuer: string;
  readonly clients: SupplierClients;
}): ApiTokenConfiguration {
  const { clients } = options;
  const resource = apiResource(options.issuer);
  return {
    extraTokenClaims: (_ctx, token) => {
      const version = token.clientId === undefined ? undefined : clients.apiClient(token.clientId)?.version;
      return version === undefined ? undefined : { version };
    },
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        // undefined: a supplier's request without a resource stays one for userinfo
        defaultResource: (_ctx, client) => (clients.apiClient(client.clientId) === undefined ? [] : resource),
        getResourceServerInfo: (_ctx, indicator, client) => {
          const admitted = clients.apiClient(client.clientId)?.record;
          if (admitted === undefined || indicator !== resource) throw new errors.InvalidTarget();
          return {
            scope: admitted.scopes.join(' '),
            audience: resource,
            accessTokenFormat: 'opaque',
            accessTokenTTL: apiTokenLifetime,
          };
        },
      },
    },
  };
}

const tokenOfApi = z.looseObject({
  clientId: z.string(),
  aud: z.string(),
  scope: z.string().optional(),
  extra: z.looseObject({ version: z.int() }),
});

/** Reads tokens that were made as `apiTokenConfiguration` says. The register is asked at every call. */
export function createReadApiToken(options: {
  readonly issuer: string;
  readonly provider: Provider;
  readonly clients: SupplierClients;
}): ReadApiToken {
  const resource = apiResource(options.issuer);
  return async (text) => {
    const token = tokenOfApi.safeParse(await options.provider.ClientCredentials.find(text)).data;
    if (token?.aud !== resource) return undefined;
    const admitted = options.clients.apiClient(token.clientId);
    if (admitted?.version !== token.extra.version) return undefined;
    const given = new Set(token.scope?.split(' '));
    const allowed = new Set<string>(admitted.record.scopes);
    const scopes = apiScopes.filter((scope) => given.has(scope) && allowed.has(scope));
    return { client: admitted.record, scopes: new Set(scopes) };
  };
}
