import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Person } from './people.ts';

/** Codes that were given and not yet exchanged → the id_token that waits for them. */
type Waiting = Map<string, { readonly claims: object; readonly challenge: string }>;

export const oidcSchoolClient = {
  id: 'sluis',
  secret: 'school-secret-for-the-benchmark-only-0123456789',
} as const;

/**
 * An OpenID Connect school that costs next to nothing: people are signed in already, so its authorization endpoint is
 * a function of the driver; the broker finds discovery, keys and token endpoint over HTTP. RS256, as at Entra ID and
 * Google.
 */
export interface OidcSchool {
  readonly issuer: string;
  /** Where the school sends the browser back to. */
  answer(url: string, person: Person): string;
  stop(): Promise<void>;
}

const keyName = 'bench';

export async function startOidcSchool(port: number): Promise<OidcSchool> {
  const issuer = `http://127.0.0.1:${port}`;
  const waiting: Waiting = new Map();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: keyName, alg: 'RS256', use: 'sig' };
  const idToken = (claims: object): string => {
    const head = encode({ alg: 'RS256', kid: keyName, typ: 'JWT' });
    const text = `${head}.${encode({ iss: issuer, aud: oidcSchoolClient.id, ...claims, ...timesNow() })}`;
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
  };

  const server = createServer((request, response) => {
    switch (request.url) {
      case '/.well-known/openid-configuration':
        json(response, 200, discovery(issuer));
        return;
      case '/jwks':
        json(response, 200, { keys: [jwk] });
        return;
      case '/token':
        void readForm(request).then((form) => {
          const found = takeCode(waiting, form);
          if (found === undefined) json(response, 400, { error: 'invalid_grant' });
          else json(response, 200, tokenAnswer(idToken(found)));
        });
        return;
      default:
        json(response, 404, {});
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    issuer,
    answer(url, person) {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      waiting.set(code, {
        claims: { ...claimsOf(person), nonce: asked.get('nonce') },
        challenge: asked.get('code_challenge') ?? '',
      });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
      return back.href;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function discovery(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** About as much as Entra ID tells about somebody. */
function claimsOf({ subject, givenName }: Person): object {
  return {
    sub: subject,
    given_name: givenName,
    family_name: 'van der Proef',
    name: `${givenName} van der Proef`,
    email: `${subject}@school.example`,
    preferred_username: `${subject}@school.example`,
    groups: ['pupils', 'group-5a', 'chess'],
  };
}

function timesNow(): object {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, nbf: now, auth_time: now, exp: now + 600 };
}

function takeCode(waiting: Waiting, form: URLSearchParams): object | undefined {
  const code = form.get('code') ?? '';
  const found = waiting.get(code);
  waiting.delete(code);
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return found?.challenge === challenge ? found.claims : undefined;
}

function tokenAnswer(idToken: string): object {
  return { access_token: randomUUID(), token_type: 'Bearer', expires_in: 600, id_token: idToken };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
