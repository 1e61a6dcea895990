import { vi } from 'vitest';
import { dayAt } from '../../src/domain/clock.ts';

const zone = 'Europe/Amsterdam';
const minute = 60_000;

/** The first minute of the next day in Amsterdam. */
function nextMidnight(from: number): number {
  const today = dayAt(from, zone);
  let at = Math.ceil(from / minute) * minute;
  while (dayAt(at, zone) === today) at += minute;
  return at;
}

/**
 * The clock of the whole process stands still, since libraries and the supplier's side look at it too. Timers run as
 * ever.
 */
export function holdClock(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: nextMidnight(Date.now()) - minute });
}

export function releaseClock(): void {
  vi.useRealTimers();
}

/** Goes to the last second before the next midnight in Amsterdam; returns the days on both sides of it. */
export function goToLastSecond(): { readonly last: string; readonly next: string } {
  const midnight = nextMidnight(Date.now());
  vi.setSystemTime(midnight - 1_000);
  return { last: dayAt(midnight - 1, zone), next: dayAt(midnight, zone) };
}

export function passMidnight(): void {
  vi.setSystemTime(Date.now() + 1_000);
}
