import { randomUUID } from 'node:crypto';
import {
  decodeJwt,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly privateJwk: JWK & { readonly kty: string };
}

export async function generateSigningKey(kid: string = randomUUID()): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const { kty, ...jwk } = await exportJWK(privateKey);
  if (kty === undefined) throw new TypeError('a key without a type');
  return { kid, privateKey, privateJwk: { ...jwk, kty, kid, alg: 'RS256', use: 'sig' } };
}

export interface Forgery {
  /** Claims that replace those of the real token; `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key: SigningKey;
}

/** The same id_token with other claims, signed by `key`. */
export async function resigned(idToken: string, { claims = {}, key }: Forgery): Promise<string> {
  return new SignJWT(changed(idToken, claims))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .sign(key.privateKey);
}

/** The same claims without any signature (`alg: none`). */
export function unsigned(idToken: string): string {
  return [{ alg: 'none', typ: 'JWT' }, decodeJwt(idToken)].map(encoded).join('.') + '.';
}

/** The same claims, with a signature that everybody who knows `secret` can make. */
export async function signedWithSecret(idToken: string, secret: string): Promise<string> {
  return new SignJWT(decodeJwt(idToken))
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}

/** Other claims under the signature of the old ones. */
export function tampered(idToken: string, claims: Readonly<Record<string, unknown>>): string {
  const [header, , signature] = idToken.split('.');
  return [header, encoded(changed(idToken, claims)), signature].join('.');
}

function changed(idToken: string, claims: Readonly<Record<string, unknown>>): JWTPayload {
  const merged = Object.entries({ ...decodeJwt(idToken), ...claims });
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined));
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
