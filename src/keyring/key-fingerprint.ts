import { createHmac } from 'node:crypto';
import { lengthPrefixed } from '../domain/length-prefixed.ts';

/**
 * A key's name in the database: HMAC-SHA-256(the key, lp(label)), base64url. Nothing can be derived from it. All other
 * hashes under these keys are of two fields or more, so none of them is ever equal to this one.
 */
export function keyFingerprint(key: Buffer, name: string): string {
  return createHmac('sha256', key)
    .update(lengthPrefixed(`sluis key fingerprint: ${name}`))
    .digest('base64url');
}
