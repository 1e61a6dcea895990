import { setTimeout as pause } from 'node:timers/promises';
import type { Journey } from '../journeys/journey.ts';
import { createTimeKeeper, type Times } from './stopwatch.ts';

/**
 * Closed: so many people at a time, each begins as soon as the one before is through. Open: people come when they
 * come, so many a second, however many still wait; the clock of each runs from the moment in which they came.
 */
export type Load =
  | { readonly kind: 'closed'; readonly atATime: number }
  | { readonly kind: 'open'; readonly perSecond: number };

export interface LoadResult extends Times {
  readonly seconds: number;
}

/** Distinguishes the people of one run from those of the next. */
export type Counter = () => number;

export function createCounter(): Counter {
  let count = 0;
  return () => (count += 1);
}

/** Runs so many logins; the first that fails ends it, since figures of a broken run say nothing. */
export async function runLoad(
  journey: Journey,
  load: Load,
  logins: number,
  counter: Counter,
): Promise<LoadResult> {
  const keeper = createTimeKeeper();
  const login = async (came: number): Promise<void> => {
    await journey.login(counter(), keeper.time);
    keeper.loginTook(performance.now() - came);
  };
  const began = performance.now();
  await (load.kind === 'closed' ? closed(login, load.atATime, logins) : open(login, load.perSecond, logins));
  return { steps: keeper.steps, logins: keeper.logins, seconds: (performance.now() - began) / 1000 };
}

async function closed(
  login: (came: number) => Promise<void>,
  atATime: number,
  logins: number,
): Promise<void> {
  let left = logins;
  const oneAfterTheOther = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await login(performance.now());
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, logins) }, oneAfterTheOther));
}

/** Exponential gaps: arrivals that know nothing of each other. */
async function open(
  login: (came: number) => Promise<void>,
  perSecond: number,
  logins: number,
): Promise<void> {
  const underWay: Promise<void>[] = [];
  let comes = performance.now();
  for (let count = 0; count < logins; count += 1) {
    comes += (-Math.log(1 - Math.random()) * 1000) / perSecond;
    const wait = comes - performance.now();
    if (wait > 1) await pause(wait);
    const one = login(comes);
    one.catch(() => undefined); // told by the wait for all of them
    underWay.push(one);
  }
  await Promise.all(underWay);
}
