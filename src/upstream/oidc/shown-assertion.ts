import * as client from 'openid-client';
import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import type { Randomness } from '../../domain/randomness.ts';
import type { AssertionAlgorithm, AssertionKey } from '../../keyring/oidc-keys.ts';
import type { OidcProtocol } from '../../register/model/kinds/idp.ts';
import type { ClientProof } from './discovery.ts';

/** Long enough for one request, and no longer. */
const validSeconds = 60;

type AssertionAudience = NonNullable<OidcProtocol['authentication']>['assertionAudience'];

/**
 * What we sign with. RS256 first: it is what every IdP should take (OpenID Connect Discovery 1.0 section 3), and what Keycloak
 * makes of a key that is published without `alg`.
 */
const algorithms: readonly AssertionAlgorithm[] = ['RS256', 'PS256'];

/**
 * How a key of the broker is shown to an IdP: by an assertion that it signs for this request (RFC 7523, OpenID Connect Core 1.0
 * section 9), with one audience alone. The key is named by its own thumbprint and by that of its certificate.
 */
export function shownAssertion({
  key,
  audience,
  clock,
  randomness,
}: {
  readonly key: AssertionKey;
  readonly audience: AssertionAudience;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): ClientProof {
  return (server) => {
    const signingKey = key.signingKeys[assertionAlgorithm(server)];
    const aud = audience === 'issuer' ? server.issuer : server.token_endpoint;
    return client.PrivateKeyJwt(
      { key: signingKey, kid: key.kid },
      {
        [client.modifyAssertion]: (header, payload) => {
          const now = Math.floor(clock.now() / 1000);
          header['x5t#S256'] = key.certificateThumbprint;
          payload['aud'] = aud;
          payload['jti'] = randomness.uuid();
          payload['iat'] = now;
          payload['nbf'] = now;
          payload['exp'] = now + validSeconds;
        },
      },
    );
  };
}

/**
 * With which algorithm this IdP takes an assertion. One that does not say gets PS256: that is Entra ID, whose certificates come
 * with it. Throws `oidc.client_assertion_unsupported` for an IdP that takes none.
 */
export function assertionAlgorithm(server: client.ServerMetadata): AssertionAlgorithm {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  if (!methods.includes('private_key_jwt')) {
    throw unsupported('token_endpoint_auth_methods_supported', 'the IdP does not offer private_key_jwt');
  }
  const offered = server.token_endpoint_auth_signing_alg_values_supported ?? ['PS256'];
  const algorithm = algorithms.find((one) => offered.includes(one));
  if (algorithm !== undefined) return algorithm;
  throw unsupported(
    'token_endpoint_auth_signing_alg_values_supported',
    'the IdP offers private_key_jwt with neither RS256 nor PS256',
  );
}

function unsupported(detail: string, message: string): SluisError {
  return new SluisError('oidc.client_assertion_unsupported', message, { details: { detail } });
}
