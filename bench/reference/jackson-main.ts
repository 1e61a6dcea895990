import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { service } from '../journeys/supplier.ts';
import { jacksonAudience, jacksonTenant } from './jackson.ts';

// SAML Jackson as its documentation shows it, with as little around it as possible: records in the process, ES256.

const env = z
  .object({ JACKSON_PORT: z.string(), JACKSON_FOLDER: z.string(), JACKSON_METADATA: z.string() })
  .parse(process.env);

type Call<Answer> = (body: object, authorization?: string) => Promise<Answer>;
interface Jackson {
  readonly connectionAPIController: { readonly createSAMLConnection: Call<unknown> };
  readonly oauthController: {
    readonly authorize: Call<{ redirect_url?: string }>;
    readonly samlResponse: Call<{ redirect_url?: string }>;
    readonly token: Call<object>;
    readonly userInfo: (token: string) => Promise<object>;
  };
}

/** It is no package of this project: what it exports is believed as far as its documentation goes. */
const library = z.object({
  controllers: z.custom<(options: object) => Promise<Jackson>>((value) => typeof value === 'function'),
});

async function startJackson(address: string): Promise<Jackson> {
  const main = createRequire(join(env.JACKSON_FOLDER, 'package.json')).resolve('@boxyhq/saml-jackson');
  const { controllers } = library.parse(await import(pathToFileURL(main).href));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const base64 = (pem: string | Buffer): string => Buffer.from(pem).toString('base64');
  const jackson = await controllers({
    externalUrl: address,
    samlPath: '/acs',
    samlAudience: jacksonAudience,
    db: { engine: 'mem' },
    clientSecretVerifier: service.secret,
    noAnalytics: true,
    openid: {
      jwsAlg: 'ES256',
      jwtSigningKeys: {
        private: base64(privateKey.export({ type: 'pkcs8', format: 'pem' })),
        public: base64(publicKey.export({ type: 'spki', format: 'pem' })),
      },
    },
    logger: { info: () => undefined },
  });
  await jackson.connectionAPIController.createSAMLConnection({
    tenant: jacksonTenant,
    product: service.id,
    rawMetadata: env.JACKSON_METADATA,
    defaultRedirectUrl: service.redirectUri,
    redirectUrl: JSON.stringify([service.redirectUri]),
  });
  return jackson;
}

const address = `http://localhost:${env.JACKSON_PORT}`;
const { oauthController } = await startJackson(address);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', address);
  const { authorization } = request.headers;
  switch (pathname) {
    case '/authorize':
      sendOn(response, await oauthController.authorize(Object.fromEntries(searchParams)));
      return;
    case '/acs':
      sendOn(response, await oauthController.samlResponse(await form(request)));
      return;
    case '/token':
      json(response, await oauthController.token(await form(request), authorization));
      return;
    case '/userinfo':
      json(response, await oauthController.userInfo(authorization?.replace(/^Bearer /, '') ?? ''));
      return;
    default:
      json(response, {});
  }
}

function sendOn(response: ServerResponse, { redirect_url: location = '' }: { redirect_url?: string }): void {
  response.writeHead(302, { location }).end();
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function form(request: IncomingMessage): Promise<object> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return Object.fromEntries(new URLSearchParams(text));
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
}).listen(Number(env.JACKSON_PORT));
process.on('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
