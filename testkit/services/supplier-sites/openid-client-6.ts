import * as client from 'openid-client';
import { openSite, type Registration, type SupplierSite } from './site.ts';

export interface OpenidClient6Settings extends Registration {
  /** Left out, as in the first example of the manual, which hands over the secret alone. */
  readonly authentication?: client.ClientAuth;
  readonly pkce?: boolean;
  readonly allowHttp?: boolean;
}

export function openOpenidClient6Site(settings: OpenidClient6Settings): Promise<SupplierSite> {
  const { issuer, clientId, clientSecret, authentication, pkce = true, allowHttp = true } = settings;
  return openSite({
    host: '127.0.0.21',
    install: async (app, { origin, redirectUri }) => {
      const options = allowHttp ? { execute: [client.allowInsecureRequests] } : {};
      const sluis = await client.discovery(new URL(issuer), clientId, clientSecret, authentication, options);
      const verifiers = new Map<string, string>();
      app.get('/login', async (_request, response) => {
        const [state, verifier] = [client.randomState(), client.randomPKCECodeVerifier()];
        verifiers.set(state, verifier);
        const challenge = {
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        };
        const wishes = { redirect_uri: redirectUri, scope: 'openid profile', state };
        const url = client.buildAuthorizationUrl(sluis, pkce ? { ...wishes, ...challenge } : wishes);
        response.redirect(303, url.href);
      });
      app.get('/callback', async (request, response) => {
        const cameBackAt = new URL(request.originalUrl, origin);
        const state = cameBackAt.searchParams.get('state') ?? '';
        const verifier = verifiers.get(state) ?? '';
        const checks = { expectedState: state, ...(pkce ? { pkceCodeVerifier: verifier } : {}) };
        const tokens = await client.authorizationCodeGrant(sluis, cameBackAt, checks);
        const sub = tokens.claims()?.sub ?? '';
        response.json(await client.fetchUserInfo(sluis, tokens.access_token, sub));
      });
    },
  });
}
