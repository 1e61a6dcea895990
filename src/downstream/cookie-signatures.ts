import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

/** What oidc-provider asks of `cookies.keys`: the interface of Keygrip. */
export interface CookieSignatures {
  sign(data: string): string;
  /** Which key made this signature; -1: none. */
  index(data: string, signature: string): number;
  verify(data: string, signature: string): boolean;
}

/**
 * Signs cookies with HMAC-SHA-256; the first key signs, all verify. In the place of Keygrip, which signs with SHA-1
 * unless told otherwise and, by handing keys over as text, takes ten times as long on Node 24.
 */
export function createCookieSignatures(keys: readonly string[]): CookieSignatures {
  const [first, ...others] = keys.map((key) => createSecretKey(key, 'utf8'));
  if (first === undefined) throw new TypeError('cookies need a key');
  const all = [first, ...others];
  const index = (data: string, signature: string): number =>
    all.findIndex((key) => sameText(hmac(key, data), signature));
  return {
    sign: (data) => hmac(first, data),
    index,
    verify: (data, signature) => index(data, signature) >= 0,
  };
}

function hmac(key: KeyObject, data: string): string {
  return createHmac('sha256', key).update(data).digest('base64url');
}

function sameText(expected: string, found: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(found)];
  return left.length === right.length && timingSafeEqual(left, right);
}
