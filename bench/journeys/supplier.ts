import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { leesboomReader } from '../../testkit/federation/parties.ts';
import type { Http } from './http.ts';

const tokens = z.object({ access_token: z.string(), id_token: z.string() });
const standardClaims = z.object({ sub: z.string(), given_name: z.string() });

/** A supplier's service, under the same name at every measured program. */
export const service = {
  id: leesboomReader.id,
  secret: 'reader-secret-for-the-benchmark-only-0123456789',
  redirectUri: 'https://reader.supplier.example/callback',
} as const;

export interface SupplierWishes {
  readonly authorize: string;
  readonly token: string;
  readonly userinfo: string;
  /** As which client it is known; `service.id` unless said otherwise. */
  readonly clientId?: string;
  /** What has to be in the answer of userinfo. */
  readonly claims?: z.ZodType;
}

interface Visit {
  readonly url: string;
  readonly codeVerifier: string;
}

/** A relying party that asks for everything a good one asks for, and checks that it got it. */
export interface Supplier {
  begin(loginHint: string): Visit;
  /** From the address to which the browser came back to an access token. */
  exchange(visit: Visit, callback: string): Promise<string>;
  userinfo(accessToken: string): Promise<void>;
}

export function createSupplier(http: Http, wishes: SupplierWishes): Supplier {
  const { clientId = service.id, claims = standardClaims } = wishes;
  const authorization = `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${service.secret}`).toString('base64')}`;
  return {
    begin(loginHint) {
      const codeVerifier = randomBytes(32).toString('base64url');
      const parameters = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: service.redirectUri,
        scope: 'openid profile',
        state: randomBytes(16).toString('base64url'),
        nonce: randomBytes(16).toString('base64url'),
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
        login_hint: loginHint,
      });
      return { url: `${wishes.authorize}?${parameters.toString()}`, codeVerifier };
    },
    async exchange({ codeVerifier }, callback) {
      const { origin, pathname, searchParams } = new URL(callback);
      const code = searchParams.get('code');
      if (origin + pathname !== service.redirectUri || code === null) {
        throw new Error(`no code came back: ${searchParams.get('error') ?? origin + pathname}`);
      }
      const fields = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: service.redirectUri,
        code_verifier: codeVerifier,
      };
      const answer = await http.post(wishes.token, fields, { authorization });
      if (answer.status !== 200) throw new Error(`token endpoint: ${answer.status} ${answer.body}`);
      return tokens.parse(JSON.parse(answer.body)).access_token;
    },
    async userinfo(accessToken) {
      const answer = await http.get(wishes.userinfo, { authorization: `Bearer ${accessToken}` });
      if (answer.status !== 200) throw new Error(`userinfo endpoint: ${answer.status} ${answer.body}`);
      claims.parse(JSON.parse(answer.body));
    },
  };
}
