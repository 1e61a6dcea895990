import { generators, Issuer, type ClientMetadata } from 'openid-client-5';
import { openSite, type Registration, type SupplierSite } from './site.ts';

export interface OpenidClient5Settings extends Registration {
  readonly metadata?: Partial<ClientMetadata>;
  readonly pkce?: boolean;
}

export function openOpenidClient5Site(settings: OpenidClient5Settings): Promise<SupplierSite> {
  const { issuer, clientId, clientSecret, metadata = {}, pkce = true } = settings;
  return openSite({
    host: '127.0.0.22',
    install: async (app, { redirectUri }) => {
      const { Client } = await Issuer.discover(issuer);
      const sluis = new Client({
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        ...metadata,
      });
      const verifiers = new Map<string, string>();
      app.get('/login', (_request, response) => {
        const [state, verifier] = [generators.state(), generators.codeVerifier()];
        verifiers.set(state, verifier);
        const challenge = {
          code_challenge: generators.codeChallenge(verifier),
          code_challenge_method: 'S256',
        };
        const wishes = { scope: 'openid profile', state };
        response.redirect(303, sluis.authorizationUrl(pkce ? { ...wishes, ...challenge } : wishes));
      });
      app.get('/callback', async (request, response) => {
        const parameters = sluis.callbackParams(request);
        const state = parameters.state ?? '';
        const verifier = verifiers.get(state) ?? '';
        const checks = { state, ...(pkce ? { code_verifier: verifier } : {}) };
        const tokens = await sluis.callback(redirectUri, parameters, checks);
        response.json(await sluis.userinfo(tokens));
      });
    },
  });
}
