import { createHash, createHmac } from 'node:crypto';
import type { Randomness } from '../domain/randomness.ts';

export const recoveryCodeCount = 10;
/** Digits and letters without those that are taken for others: of I, L, O and U none is in it (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits. */
const codeLength = 16;
const shape = new RegExp(`^[${alphabet}]{${String(codeLength)}}$`);
export const hashKeyLength = 32;

/** As it is shown: four groups of four. */
export function newRecoveryCode(randomness: Randomness): string {
  const characters = [...randomness.bytes(codeLength)].map((byte) => alphabet[byte % alphabet.length] ?? '');
  return characters.join('').replaceAll(/.{4}(?=.)/g, '$&-');
}

/** What somebody typed as it was made: case, blanks and hyphens do not matter, nor O for 0 and I or L for 1. `undefined`: no code. */
export function readRecoveryCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return shape.test(code) ? code : undefined;
}

/**
 * By what a code is found whose account nobody named: 24 of its 256 bits. Some other code has the same by chance, so whoever has the
 * database alone learns from it no more than where not to look.
 */
export function recoveryCodeLookup(code: string): string {
  return createHash('sha256').update(`sluis recovery code ${code}`).digest('hex').slice(0, 6);
}

/**
 * Under a key that is sealed beside the hashes: whoever has the database alone has nothing to try codes on. A slow hash would add
 * nothing to 80 random bits, and would cost us more than whoever sends wrong codes.
 */
export function recoveryCodeHash(hashKey: Uint8Array, code: string): string {
  return createHmac('sha256', hashKey).update(code).digest('base64url');
}
