import { randomBytes } from 'node:crypto';
import { errors, interactionPolicy, Provider, type Configuration, type JWK } from 'oidc-provider';
import type { DemoPerson } from '../people.ts';
import { claimsByScope, entraClaims } from './claims.ts';

export interface ProviderInput {
  /** Ends in `/<tenant>/v2.0`, as at Entra ID. */
  readonly issuer: string;
  /** Where this school asks who it is. */
  readonly loginPath: string;
  readonly redirectUri: string;
  readonly clientSecret: string;
  readonly signingKeys: { readonly keys: readonly JWK[] };
  readonly people: readonly DemoPerson[];
}

/** An OpenID provider with one client, the broker. Sessions live in memory, as long as this process. */
export function createProvider(input: ProviderInput): Provider {
  const provider = new Provider(input.issuer, configuration(input));
  provider.on('server_error', (_context, error) => console.error(error));
  return provider;
}

function configuration(input: ProviderInput): Configuration {
  const tenantPath = new URL(input.issuer).pathname;
  return {
    clients: [
      {
        client_id: 'sluis',
        client_secret: input.clientSecret,
        redirect_uris: [input.redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    jwks: { keys: [...input.signingKeys.keys] },
    scopes: Object.keys(claimsByScope),
    claims: Object.fromEntries(Object.entries(claimsByScope).map(([scope, names]) => [scope, [...names]])),
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: {
      policy: policyWithAccountPicker(),
      url: (_context, interaction) => `${tenantPath}${input.loginPath}/${interaction.uid}`,
    },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: 'kade_session', interaction: 'kade_interaction', resume: 'kade_resume' },
    },
    findAccount: (_context, id) => {
      const person = input.people.find((candidate) => entraClaims(candidate).sub === id);
      return person && { accountId: id, claims: () => entraClaims(person) };
    },
    loadExistingGrant: grantEverythingAsked,
    renderError: (context, out) => {
      context.type = 'text/plain';
      context.body = `College De Kade: inloggen is niet gelukt (${out.error}).`;
    },
    ttl: {
      Session: 8 * 3600,
      Interaction: 600,
      Grant: 600,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
  };
}

/** The word of Entra ID and Google for asking with which account, whoever is signed in. */
export const accountPicker = 'select_account';

function policyWithAccountPicker(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: accountPicker, requestable: true }), 0);
  return policy;
}

/** The school trusts its own broker: nobody is asked for consent. */
const grantEverythingAsked: NonNullable<Configuration['loadExistingGrant']> = async (context) => {
  const { client, session, provider, params } = context.oidc;
  if (client === undefined || session?.accountId === undefined) throw new errors.AccessDenied();
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(typeof params?.['scope'] === 'string' ? params['scope'] : 'openid');
  await grant.save();
  return grant;
};
