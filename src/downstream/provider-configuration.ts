import type {
  AdapterFactory,
  Configuration,
  FindAccount,
  KoaContextWithOIDC,
  interactionPolicy,
} from 'oidc-provider';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { apiTokenConfiguration, apiTokenLifetime } from './api-clients.ts';
import { createAudienceCheck } from './client-proof.ts';
import type { SupplierClients } from './clients.ts';
import { createCookieSignatures } from './cookie-signatures.ts';
import { refuseFormToApp } from './form-post.ts';
import { grantIdOf } from './grants.ts';
import { addressOfLogin } from './login-handover.ts';
import { createMaxAgeRefusal } from './sign-in-time.ts';
import type { createRequestLimits } from './request-limits.ts';
import { tokenSigningKeys } from './token-signing-key.ts';
import { visitSeconds } from '../session/login-transactions.ts';

/** Seconds. Access tokens are opaque and live at most ten minutes; codes a minute. */
const lifetimes = {
  accessToken: 600,
  authorizationCode: 60,
  idToken: 600,
  pushedRequest: 60,
} as const;

export interface ConfigurationParts {
  readonly issuer: string;
  readonly keyring: Keyring;
  readonly catalogue: AttributeCatalogue;
  readonly clients: SupplierClients;
  readonly adapter: AdapterFactory;
  readonly findAccount: FindAccount;
  readonly pairwiseIdentifier: (ctx: KoaContextWithOIDC, accountId: string) => Promise<string>;
  readonly policy: interactionPolicy.DefaultPolicy;
  readonly requestLimits: ReturnType<typeof createRequestLimits>;
  readonly renderError: NonNullable<Configuration['renderError']>;
  readonly logout: NonNullable<NonNullable<Configuration['features']>['rpInitiatedLogout']>;
  /** True when a token is one of the asking client's own and its session is still there. */
  readonly mayIntrospect: (ctx: KoaContextWithOIDC, clientId: string, token: unknown) => Promise<boolean>;
  /** How long the session of this request may last; Infinity where there is none. */
  readonly secondsToEnd: (ctx: KoaContextWithOIDC) => number;
  readonly https: boolean;
  readonly sessionIdleSeconds: number;
  readonly fetch: NonNullable<Configuration['fetch']>;
}

/** oidc-provider 9 with every insecure or too generous default changed. */
export function providerConfiguration(parts: ConfigurationParts): Configuration {
  const apiTokens = apiTokenConfiguration(parts);
  return {
    adapter: parts.adapter,
    jwks: { keys: tokenSigningKeys(parts.keyring.signing) },
    cookies: cookies(parts),
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: claimsByScope(parts.catalogue),
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: parts.pairwiseIdentifier,
    sectorIdentifierUriValidate: () => false,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256', 'RS256'],
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    assertJwtClientAuthClaimsAndHeader: createAudienceCheck(parts.issuer, parts.clients),
    pkce: {
      required: (_ctx, client) => parts.clients.service(client.clientId)?.client.requirePkce !== false,
    },
    findAccount: parts.findAccount,
    // every claim goes through `findAccount`, which knows the services that want them in the id_token
    conformIdTokenClaims: false,
    loadExistingGrant: grantWhatWasAsked,
    interactions: { policy: parts.policy, url: (_ctx, interaction) => addressOfLogin(interaction) },
    // tokens end with our session: `findAccount` and `mayIntrospect` look for it each time
    expiresWithSession: () => false,
    extraTokenClaims: apiTokens.extraTokenClaims,
    extraParams: {
      ...parts.requestLimits,
      max_age: createMaxAgeRefusal(parts.clients),
      response_mode: refuseFormToApp,
    },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: (_ctx, origin, client) =>
      parts.clients.service(client.clientId)?.client.corsOrigins.includes(origin) === true,
    renderError: parts.renderError,
    fetch: parts.fetch,
    fetchResponseBodyLimits: { jwks_uri: 64 * 1024, sector_identifier_uri: 5 * 1024 },
    ttl: timesToLive(parts),
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      jwks: '/jwks',
      introspection: '/introspect',
      revocation: '/revoke',
      end_session: '/logout',
      pushed_authorization_request: '/par',
    },
    features: features(parts, apiTokens),
  };
}

function features(
  parts: ConfigurationParts,
  apiTokens: ReturnType<typeof apiTokenConfiguration>,
): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    // experimental in the library: the word says that we look at it again when the library changes
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    claimsParameter: { enabled: false },
    ...apiTokens.features,
    dPoP: { enabled: false },
    introspection: {
      enabled: true,
      allowedPolicy: (ctx, client, token) => parts.mayIntrospect(ctx, client.clientId, token),
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => Promise.resolve(token.clientId === client.clientId),
    },
    pushedAuthorizationRequests: { enabled: true },
    rpInitiatedLogout: parts.logout,
    userinfo: { enabled: true },
  };
}

/** What belongs to a session is good for no longer than the session is. */
function timesToLive(parts: ConfigurationParts): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: (ctx) => Math.min(lifetimes.accessToken, parts.secondsToEnd(ctx)),
    AuthorizationCode: lifetimes.authorizationCode,
    ClientCredentials: apiTokenLifetime,
    IdToken: (ctx) => Math.min(lifetimes.idToken, parts.secondsToEnd(ctx)),
    Interaction: visitSeconds,
    Session: (_ctx, session) => sessionLifetime(session, parts),
  };
}

/** Where nobody signed in the session holds the secret of the page that asks whether to sign out, and no more. */
function sessionLifetime(session: { accountId?: string | undefined }, parts: ConfigurationParts): number {
  return session.accountId === undefined ? visitSeconds : parts.sessionIdleSeconds;
}

/** Of every cookie of the library. */
export function cookieOptions(https: boolean) {
  return { httpOnly: true, sameSite: 'lax', signed: true, secure: https } as const;
}

function cookies({ keyring, https }: ConfigurationParts): NonNullable<Configuration['cookies']> {
  const options = cookieOptions(https);
  // interaction and resume cookies have a path of their own, which the `__Host-` prefix does not allow
  const [session, rest] = https ? ['__Host-', '__Secure-'] : ['', ''];
  return {
    keys: createCookieSignatures(keyring.cookies),
    names: {
      session: `${session}sluis_session`,
      interaction: `${rest}sluis_login`,
      resume: `${rest}sluis_resume`,
    },
    long: { ...options, path: '/' },
    short: options,
  };
}

/**
 * Scope → the claims that it asks for and somebody may get. `auth_time` and `acr` come only when they are asked for. `sub` comes with each: a
 * userinfo request may name some of its scopes, and no answer leaves without it (OpenID Connect Core 5.3.2).
 */
function claimsByScope({ attributes }: AttributeCatalogue): NonNullable<Configuration['claims']> {
  const byScope: Record<string, string[]> = { openid: ['sub'] };
  for (const { name, scope, releasable } of attributes.values()) {
    if (releasable) (byScope[scope] ??= ['sub']).push(name);
  }
  return { auth_time: null, acr: null, ...byScope };
}

/** There is no consent prompt: a grant covers what this request asks for; what leaves is decided elsewhere, each time. */
const grantWhatWasAsked: NonNullable<Configuration['loadExistingGrant']> = (ctx) => {
  const { client, account, provider } = ctx.oidc;
  if (client === undefined || account === undefined) return Promise.resolve(undefined);
  const { clientId } = client;
  const { accountId } = account;
  const scope = [...ctx.oidc.requestParamOIDCScopes].join(' ');
  const grant = new provider.Grant({ clientId, accountId });
  grant.jti = grantIdOf({ accountId, clientId, scope });
  grant.addOIDCScope(scope);
  return Promise.resolve(grant);
};
