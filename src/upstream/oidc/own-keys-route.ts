import type { RequestHandler } from 'express';
import type { OidcKeys } from '../../keyring/oidc-keys.ts';

/** Where IdPs find the keys that prove us to them (`jwks_uri`). One address for all: the keys are the same. */
export const ownKeysPath = '/oidc/jwks';

/** As long as suppliers keep the keys that sign tokens. */
const keptSeconds = 300;

export function createOwnKeysRoute({ clientAssertion }: OidcKeys): RequestHandler {
  const body = JSON.stringify({ keys: clientAssertion.map(({ publicJwk }) => publicJwk) });
  return (_request, response) => {
    response
      .set('Cache-Control', `public, max-age=${String(keptSeconds)}`)
      .type('application/jwk-set+json')
      .send(body);
  };
}
