import {
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  X509Certificate,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { CertifiedKeyPair } from './certified-key-pair.ts';

/*
 * Whether a key can do its work. Asked when the broker starts, because the first token or the first school is too
 * late. Answers yes or no: what the runtime says about a key that it cannot read may quote it.
 */

const fewestRsaBits = 2048;

/** A private key of the kind that its `alg` needs (RFC 7518 section 3.1), whose public half belongs to it. */
export function isSigningKey(jwk: JsonWebKey & { readonly alg: 'ES256' | 'RS256' }): boolean {
  const key = attempt(() => createPrivateKey({ key: jwk, format: 'jwk' }));
  if (key === undefined) return false;
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  const isOfKind = jwk.alg === 'ES256' ? namedCurve === 'prime256v1' : isRsa(key);
  return isOfKind && attempt(() => verifiesItself(key)) === true;
}

function verifiesItself(key: KeyObject): boolean {
  const text = Buffer.from('any text');
  return verify('sha256', text, createPublicKey(key), sign('sha256', text, key));
}

/** An RSA key and a certificate of that same key. */
export function isKeyPair({ privateKeyPem, certificatePem }: CertifiedKeyPair): boolean {
  const key = attempt(() => createPrivateKey(privateKeyPem));
  const certificate = attempt(() => new X509Certificate(certificatePem));
  return key !== undefined && isRsa(key) && certificate?.checkPrivateKey(key) === true;
}

/** By which keys compare, whatever they are written as. Of keys that the checks above have passed. */
export function publicHalf({ privateKeyPem }: Pick<CertifiedKeyPair, 'privateKeyPem'>): string {
  return asText(createPublicKey(privateKeyPem));
}

export function publicHalfOfJwk(jwk: JsonWebKey): string {
  return asText(createPublicKey({ key: jwk, format: 'jwk' }));
}

function asText(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
}

function isRsa({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= fewestRsaBits;
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
