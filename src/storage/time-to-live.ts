import { SluisError } from '../domain/errors.ts';

/**
 * Refuses a time to live that is no whole number of seconds of at least 1: Redis would refuse or round it,
 * and no two stores may disagree on when a record is gone.
 */
export function checkTimeToLive(ttlSeconds: number): void {
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1) {
    throw new SluisError('internal', `a time to live is a whole number of seconds from 1, not ${ttlSeconds}`);
  }
}
