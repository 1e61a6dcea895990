import { dayMillis, type CalendarDay } from '../../domain/clock.ts';
import type { IdentityProvider } from './kinds/idp.ts';

/** In milliseconds since the epoch. */
export interface TimeOfUse {
  readonly from: number;
  readonly until: number;
}

/**
 * When people sign in by an IdP, from `moment` on; `undefined`: no more. Days are taken as those of UTC: what is asked here is
 * about certificates, for which an hour or two make no difference.
 */
export function timeOfUse(
  { validFrom, validUntil, disabled }: Pick<IdentityProvider, 'validFrom' | 'validUntil' | 'disabled'>,
  moment: number,
): TimeOfUse | undefined {
  if (disabled === true) return undefined;
  const from = validFrom === undefined ? moment : Math.max(moment, startOf(validFrom));
  const until = validUntil === undefined ? Infinity : startOf(validUntil) + dayMillis;
  return from < until ? { from, until } : undefined;
}

function startOf(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`);
}
