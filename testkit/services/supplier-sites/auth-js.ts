import { Auth, skipCSRFCheck, type AuthConfig } from '@auth/core';
import type { OIDCConfig } from '@auth/core/providers';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import { inWords, openSite, type Registration, type SupplierSite } from './site.ts';

export interface AuthJsSettings extends Registration {
  readonly provider?: Partial<OIDCConfig<Record<string, unknown>>>;
}

/** Auth.js, the successor of NextAuth, without a framework around it. */
export function openAuthJsSite({ provider = {}, ...registration }: AuthJsSettings): Promise<SupplierSite> {
  return openSite({
    host: '127.0.0.23',
    callbackPath: '/auth/callback/sluis',
    install: (app, { origin }) => {
      const said: string[] = [];
      const config = configuration(registration, provider, said);
      const ask = (request: ExpressRequest, path: string, method = 'GET') => {
        const headers = { cookie: request.headers.cookie ?? '' };
        const init = method === 'POST' ? { method, headers, body: new URLSearchParams() } : { headers };
        return Auth(new Request(new URL(path, origin), init), config);
      };
      app.get('/login', async (request, response) => {
        await answer(response, await ask(request, '/auth/signin/sluis', 'POST'));
      });
      app.get('/auth/callback/sluis', async (request, response) => {
        const came = await ask(request, request.originalUrl);
        if (said.length > 0) return void response.status(500).type('text').send(said.join('\n'));
        await answer(response, came);
      });
      app.get(['/', '/auth/session'], async (request, response) => {
        await answer(response, await ask(request, '/auth/session'));
      });
      app.get('/auth/error', (_request, response) => {
        response.status(500).type('text').send(said.join('\n'));
      });
    },
  });
}

function configuration(
  { issuer, clientId, clientSecret }: Registration,
  provider: Partial<OIDCConfig<Record<string, unknown>>>,
  said: string[],
): AuthConfig {
  return {
    secret: 'a secret for the cookies of this site',
    trustHost: true,
    basePath: '/auth',
    // the site itself posts the form that begins a sign-in
    skipCSRFCheck,
    logger: {
      error: (error) => void said.push(inWords(error)),
      debug: (message, metadata) => void said.push(...detailsOf(message, metadata)),
    },
    providers: [{ id: 'sluis', name: 'Sluis', type: 'oidc', issuer, clientId, clientSecret, ...provider }],
    callbacks: {
      jwt: ({ token, profile }) => (profile === undefined ? token : { ...token, profile }),
      session: ({ session, token }) => ({ ...session, profile: token['profile'] }),
    },
  };
}

/** With `debug: true` its log has what came to the callback; without, it says only that it was an error. */
function detailsOf(message: string, metadata: unknown): readonly string[] {
  return message === 'OAuthCallbackError' ? [JSON.stringify(metadata)] : [];
}

async function answer(response: ExpressResponse, from: Response): Promise<void> {
  for (const cookie of from.headers.getSetCookie()) response.append('set-cookie', cookie);
  const location = from.headers.get('location');
  if (location !== null) return void response.redirect(from.status, location);
  response
    .status(from.status)
    .type('text')
    .send(await from.text());
}
