import type { StepName, Stopwatch } from '../journeys/journey.ts';

/** Milliseconds per step, in the order in which steps ended, and of whole logins. */
export interface Times {
  readonly steps: ReadonlyMap<StepName, readonly number[]>;
  readonly logins: readonly number[];
}

export interface TimeKeeper extends Times {
  readonly time: Stopwatch;
  loginTook(milliseconds: number): void;
}

export function createTimeKeeper(): TimeKeeper {
  const steps = new Map<StepName, number[]>();
  const logins: number[] = [];
  const time: Stopwatch = async (step, work) => {
    const began = performance.now();
    const value = await work();
    const took = performance.now() - began;
    const known = steps.get(step);
    if (known === undefined) steps.set(step, [took]);
    else known.push(took);
    return value;
  };
  return { time, steps, logins, loginTook: (milliseconds) => void logins.push(milliseconds) };
}
