import type { Clock } from '../../src/domain/clock.ts';

export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
}

/** Stands still until it is moved. */
export function createManualClock(start: number = Date.UTC(2026, 8, 1, 7)): ManualClock {
  let now = start;
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}
