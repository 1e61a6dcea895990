import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';
import { z } from 'zod';
import { service } from '../journeys/supplier.ts';
import { connectRedisAdapter } from './redis-adapter.ts';

// oidc-provider as it comes, with nothing around it: what a login costs before Sluis adds anything. Sessions in the
// process, or in Redis where BARE_REDIS_URL is given.

const env = z.object({ BARE_PORT: z.string(), BARE_REDIS_URL: z.string().optional() }).parse(process.env);
const interactionParameters = z.looseObject({ login_hint: z.string() });

/** The same kind of client as at the broker: code with PKCE, client_secret_basic, ES256, claims at userinfo. */
async function configuration(): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'bare' }] },
    clients: [
      {
        client_id: service.id,
        client_secret: service.secret,
        redirect_uris: [service.redirectUri],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { keys: ['a key for the benchmark only'] },
    claims: { openid: ['sub'], profile: ['given_name'] },
    pkce: { required: () => true },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, given_name: 'Verzonnen' }),
    }),
    // nobody is asked for consent
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        ...(oidc.client === undefined ? {} : { clientId: oidc.client.clientId }),
        ...(oidc.account === undefined ? {} : { accountId: oidc.account.accountId }),
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 36_000,
      IdToken: 600,
      Interaction: 900,
      Session: 3600,
    },
    ...(await storage()),
  };
}

async function storage(): Promise<Pick<Configuration, 'adapter'>> {
  if (env.BARE_REDIS_URL === undefined) return {};
  return { adapter: await connectRedisAdapter(env.BARE_REDIS_URL) };
}

const address = `http://localhost:${env.BARE_PORT}`;
const provider = new Provider(address, await configuration());
const provide = provider.callback();

async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const accountId = interactionParameters.parse(params).login_hint;
  await provider.interactionFinished(request, response, { login: { accountId } });
}

const server = createServer((request, response) => {
  const handled =
    request.url?.startsWith('/interaction/') === true
      ? interact(request, response)
      : provide(request, response);
  handled.catch(() => response.writeHead(500).end());
});
server.listen(Number(env.BARE_PORT));
process.on('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
