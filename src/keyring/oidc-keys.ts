import { createPublicKey, X509Certificate } from 'node:crypto';
import { calculateJwkThumbprint, importPKCS8, type CryptoKey } from 'jose';
import type { CertifiedKeyPair } from './certified-key-pair.ts';

export type AssertionAlgorithm = 'RS256' | 'PS256';

/** A key that signs client assertions, and the names under which an IdP finds it. */
export interface AssertionKey {
  /** One key; the runtime holds it to one algorithm each. */
  readonly signingKeys: Readonly<Record<AssertionAlgorithm, CryptoKey>>;
  readonly certificatePem: string;
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

export async function assertionKey({
  privateKeyPem,
  certificatePem,
}: CertifiedKeyPair): Promise<AssertionKey> {
  const certificate = new X509Certificate(certificatePem);
  const { kty, n, e } = createPublicKey(privateKeyPem).export({ format: 'jwk' });
  if (kty === undefined || n === undefined || e === undefined) throw new TypeError('no RSA key');
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const certificateThumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString(
    'base64url',
  );
  const x5c = [certificate.raw.toString('base64')];
  return {
    signingKeys: {
      RS256: await importPKCS8(privateKeyPem, 'RS256'),
      PS256: await importPKCS8(privateKeyPem, 'PS256'),
    },
    certificatePem,
    kid,
    certificateThumbprint,
    publicJwk: { kty, n, e, use: 'sig', kid, x5c, 'x5t#S256': certificateThumbprint },
  };
}
