import { errorId, type ErrorId } from '../domain/ids.ts';
import type { Randomness } from '../domain/randomness.ts';

/** 32 signs that are not mistaken for one another on a screen or by telephone: no I, O, 0 or 1. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Ten random signs, 50 bits: enough to find one failure in the log, nothing to learn from. */
export function newErrorId(randomness: Randomness): ErrorId {
  const signs = Array.from(randomness.bytes(10), (byte) => alphabet.charAt(byte % alphabet.length));
  const id = errorId(signs.join(''));
  if (id === undefined) throw new TypeError('randomness gave too few bytes for an error id');
  return id;
}
