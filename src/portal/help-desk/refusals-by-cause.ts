import type { RefusalCount } from '../../storage/stores/ledger-store.ts';
import { explainedError, type ErrorCause } from './error-cause.ts';

/** Fewer are not told, and more in steps of so many: what is told and what is not leave nobody to be reckoned out. */
const step = 5;

/** How often it happened at least. */
export interface RefusedOften {
  readonly cause: ErrorCause;
  readonly atLeast: number;
}

export interface RefusedInHour extends RefusedOften {
  readonly hour: number;
}

/** By cause, the most first. What is about single people is one cause of its own. */
export function refusedByCause(counts: readonly RefusalCount[]): readonly RefusedOften[] {
  const times = summed(counts, ({ code }) => toldCause(code));
  return often([...times], (cause) => ({ cause })).toSorted((one, other) => other.atLeast - one.atLeast);
}

/** By hour and cause, the newest first, and nothing that is about single people: an hour is short. */
export function refusedByHour(counts: readonly RefusalCount[]): readonly RefusedInHour[] {
  const hours = [...new Set(counts.map(({ hour }) => hour))].toSorted((one, other) => other - one);
  return hours.flatMap((hour) => {
    const ofHour = counts.filter((each) => each.hour === hour && !explainedError(each.code).isOfPerson);
    return refusedByCause(ofHour).map((each) => ({ ...each, hour }));
  });
}

/** Nobody learns from a number that somebody objected. */
function toldCause(code: string): ErrorCause {
  const { cause, isOfPerson } = explainedError(code);
  return isOfPerson ? 'not_let_in' : cause;
}

function summed<K>(
  counts: readonly RefusalCount[],
  keyOf: (count: RefusalCount) => K,
): ReadonlyMap<K, number> {
  const sums = new Map<K, number>();
  for (const count of counts) {
    const key = keyOf(count);
    sums.set(key, (sums.get(key) ?? 0) + count.times);
  }
  return sums;
}

function often<K, T>(
  times: readonly (readonly [K, number])[],
  of: (key: K) => T,
): readonly (T & { readonly atLeast: number })[] {
  return times
    .filter(([, count]) => count >= step)
    .map(([key, count]) => ({ ...of(key), atLeast: count - (count % step) }));
}
