import { createPublicKey, X509Certificate } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { CertifiedKeyPair } from './certified-key-pair.ts';

/** A key that signs client assertions, and the names under which an IdP finds it. */
export interface AssertionKey extends CertifiedKeyPair {
  /** The thumbprint of the key (RFC 7638): the same wherever it is computed. */
  readonly kid: string;
  /** The thumbprint of the certificate (RFC 7515 section 4.1.8), by which Entra ID knows a key. */
  readonly certificateThumbprint: string;
  /** The public half (RFC 7517), without `alg`: IdPs ask for RS256 and for PS256. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

/**
 * The broker's own keys towards schools' OpenID Connect IdPs: where an IdP asks for no secret, an assertion that one of these
 * signed proves the broker (RFC 7523). The first is in use; all are published.
 */
export interface OidcKeys {
  readonly clientAssertion: readonly [AssertionKey, ...AssertionKey[]];
}

export async function assertionKey(pair: CertifiedKeyPair): Promise<AssertionKey> {
  const certificate = new X509Certificate(pair.certificatePem);
  const { kty, n, e } = createPublicKey(pair.privateKeyPem).export({ format: 'jwk' });
  if (kty === undefined || n === undefined || e === undefined) throw new TypeError('no RSA key');
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const certificateThumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString(
    'base64url',
  );
  const x5c = [certificate.raw.toString('base64')];
  return {
    ...pair,
    kid,
    certificateThumbprint,
    publicJwk: { kty, n, e, use: 'sig', kid, x5c, 'x5t#S256': certificateThumbprint },
  };
}
