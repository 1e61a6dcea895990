import { buffer } from 'node:stream/consumers';
import type { Request, RequestHandler, Response } from 'express';
import { resigned, type SigningKey } from './oidc-school-tokens.ts';

/** Last part of the path of what an IdP serves to us. */
export type Endpoint = 'openid-configuration' | 'jwks' | 'token' | 'me';
type Json = Readonly<Record<string, unknown>>;

export interface Misconduct {
  /** From now on this endpoint's JSON is what `change` makes of it. */
  rewrite(endpoint: Endpoint, change: (body: Json, query: URLSearchParams) => Json | Promise<Json>): void;
  /** From now on userinfo that is a signed token is what `change` makes of it. */
  rewriteSignedUserinfo(change: (userinfo: string) => string | Promise<string>): void;
  /** From now on the id_token is what `change` makes of it. */
  rewriteIdToken(change: (idToken: string) => string | Promise<string>): void;
  /** From now on the id_token has these claims, properly signed; `undefined` takes one away. */
  sayInIdToken(claims: Json): void;
  /** From now on this endpoint answers so: `hang` never, `trickle` a byte now and then, `flood` without end, or a status. */
  break(endpoint: Endpoint, how: 'hang' | 'trickle' | 'flood' | number): void;
  behave(): void;
}

type Act = (request: Request, response: Response) => void | Promise<void>;

/** Marks what the school asks of itself. */
export const passedOn = 'x-passed-on';

export function createMisconduct(
  issuer: string,
  key: () => SigningKey,
): { readonly handler: RequestHandler; readonly controls: Misconduct } {
  const acts = new Map<string, Act>();
  const handler: RequestHandler = async (request, response, next) => {
    const act = request.headers[passedOn] === undefined ? acts.get(lastPart(request.path)) : undefined;
    if (act === undefined) next();
    else await act(request, response);
  };
  const rewrite: Misconduct['rewrite'] = (endpoint, change) => {
    acts.set(endpoint, async (request, response) => {
      const real = await askProperly(issuer, request);
      const { searchParams } = new URL(request.originalUrl, issuer);
      response
        .status(real.status)
        .json(real.ok ? await change(await jsonOf(real), searchParams) : await real.json());
    });
  };
  const rewriteIdToken: Misconduct['rewriteIdToken'] = (change) => {
    rewrite('token', async (body) => ({ ...body, id_token: await change(String(body['id_token'])) }));
  };
  return {
    handler,
    controls: {
      rewrite,
      rewriteIdToken,
      rewriteSignedUserinfo(change) {
        acts.set('me', async (request, response) => {
          const real = await askProperly(issuer, request);
          response.type('application/jwt').send(await change(await real.text()));
        });
      },
      sayInIdToken(claims) {
        rewriteIdToken((idToken) => resigned(idToken, { claims, key: key() }));
      },
      break(endpoint, how) {
        acts.set(endpoint, (_request, response) => {
          breakDown(response, how);
        });
      },
      behave() {
        acts.clear();
      },
    },
  };
}

function breakDown(response: Response, how: 'hang' | 'trickle' | 'flood' | number): void {
  if (typeof how === 'number') {
    response.status(how).end();
    return;
  }
  if (how === 'hang') return;
  response.type('json').write('{');
  if (how === 'trickle') {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => {
      clearInterval(timer);
    });
    return;
  }
  const pour = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  };
  response.on('drain', pour);
  pour();
}

/** Asks the same of the real endpoint behind this one. */
async function askProperly(issuer: string, request: Request): Promise<globalThis.Response> {
  const headers = new Headers({ [passedOn]: 'yes' });
  for (const name of ['authorization', 'content-type', 'accept']) {
    const value = request.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  const body = request.method === 'POST' ? new Uint8Array(await buffer(request)) : null;
  return fetch(new URL(request.originalUrl, issuer), { method: request.method, headers, body });
}

async function jsonOf(response: globalThis.Response): Promise<Json> {
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
