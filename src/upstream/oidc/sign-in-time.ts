import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import type { PendingRequest } from '../school-idp.ts';

export interface SignInClock {
  readonly clock: Clock;
  /** That the clocks of the IdP and ours may differ. */
  readonly toleranceSeconds: number;
}

/**
 * When the person proved who they are, in seconds since the epoch; `undefined` when the IdP does not say and
 * nobody asked for proof. With `signInAnew: prove` it must lie after the start of this visit, with `maxAge` at most so long before.
 *
 * Throws `oidc.reauthentication_unproven` where that is not shown, and `oidc.auth_time_invalid`.
 */
export function provenSignInTime(
  authTime: unknown,
  pending: PendingRequest,
  { clock, toleranceSeconds }: SignInClock,
): number | undefined {
  if (authTime !== undefined && !isPast(authTime, clock.now() / 1000 + toleranceSeconds)) {
    throw new SluisError('oidc.auth_time_invalid', 'auth_time does not lie in the past', {
      details:
        typeof authTime === 'number' ? { secondsFromNow: Math.round(authTime - clock.now() / 1000) } : {},
    });
  }
  const age = oldestAge(pending);
  if (age === undefined) return authTime;
  const oldest = pending.startedAt / 1000 - age - toleranceSeconds;
  if (authTime !== undefined && authTime >= oldest) return authTime;
  throw new SluisError(
    'oidc.reauthentication_unproven',
    'the IdP did not show that the person signed in anew',
  );
}

/** Seconds before this visit that the sign-in may lie; `undefined`: as long as the IdP likes. */
export function oldestAge({
  signInAnew,
  maxAge,
}: Pick<PendingRequest, 'signInAnew' | 'maxAge'>): number | undefined {
  return signInAnew === 'prove' ? 0 : maxAge;
}

function isPast(authTime: unknown, latest: number): authTime is number {
  return typeof authTime === 'number' && Number.isSafeInteger(authTime) && authTime > 0 && authTime <= latest;
}
