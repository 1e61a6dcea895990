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

/** Refuses to add to a count what is no whole number of at least 1. */
export function checkStep(by: number): void {
  if (!Number.isSafeInteger(by) || by < 1) {
    throw new SluisError('internal', `a count goes up by a whole number from 1, not ${by}`);
  }
}
