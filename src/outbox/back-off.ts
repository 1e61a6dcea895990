import type { Randomness } from '../domain/randomness.ts';

const firstPause = 30_000;
const longestPause = 60 * 60_000;
/** Of one message; its deadline mostly comes first. */
export const mostAttempts = 40;

/**
 * Milliseconds to the next attempt: twice as long each time, and of that between a half and the whole, so that what failed
 * together does not come back together.
 */
export function pauseAfter(attempts: number, randomness: Randomness): number {
  const whole = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20));
  const part = randomness.bytes(4).readUInt32BE(0) / 2 ** 32;
  return Math.round(whole / 2 + (whole / 2) * part);
}
