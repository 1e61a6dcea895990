import { beforeEach, describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import { schoolId } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createLastSignIns } from '../../../src/observation/last-sign-ins.ts';
import { createObservedSignIns, type ObservedSignIns } from '../../../src/observation/observed-sign-ins.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import type { EphemeralStore } from '../../../src/storage/stores/ephemeral-store.ts';
import { createManualClock, type ManualClock } from '../../../testkit/machine/manual-clock.ts';
import { required } from '../../../testkit/values/ids.ts';

const school = required(schoolId('de-regenboog'));
const other = required(schoolId('de-kade'));
const [second, minute] = [1_000, 60_000];

let clock: ManualClock;
let store: EphemeralStore;
let node: ObservedSignIns;
let another: ObservedSignIns;

function open(kept: Pick<EphemeralStore, 'get' | 'put'> = store): ObservedSignIns {
  const lastSignIns = createLastSignIns({ store: kept, clock });
  return createObservedSignIns({ lastSignIns, clock, randomness: systemRandomness });
}

beforeEach(() => {
  clock = createManualClock();
  store = createMemoryEphemeralStore({ clock });
  node = open();
  another = open();
});

/** The store is asked beside what a page does; whoever asks again finds what it said. */
const asked = () => new Promise((resolve) => setImmediate(resolve));
const people = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `person ${String(from + index)}`);

function succeed(from: number, to: number, at = school): void {
  for (const person of people(from, to)) node.succeeded(at, person);
}

/** One a second, so that others have been asked by the last one. */
async function fail(
  from: number,
  to: number,
  code: 'identity.school_missing' | 'identity.affiliation_unknown' = 'identity.school_missing',
) {
  for (const person of people(from, to)) {
    node.failed(school, code, person);
    clock.advance(second);
  }
  await asked();
}

const nextMinute = () => {
  clock.advance(minute - (clock.now() % minute));
};

describe('that sign-ins work', () => {
  it('is not said of 19 people, and of 20', () => {
    succeed(1, 19);
    expect(node.stateOf(school)).toBeUndefined();
    nextMinute();
    succeed(20, 20);
    expect(node.stateOf(school)).toEqual({ state: 'works' });
    expect(node.stateOf(other)).toBeUndefined();
  });

  it('is not said of one person who comes twenty times, nor of 19 of whom one comes again', () => {
    for (let time = 0; time < 40; time += 1) succeed(1, 1);
    succeed(2, 19);
    expect(node.stateOf(school)).toBeUndefined();
  });

  it('is not said longer than a quarter of an hour, nor when nobody came for five minutes', () => {
    succeed(1, 20);
    clock.advance(5 * minute);
    expect(node.stateOf(school)).toEqual({ state: 'works' });
    clock.advance(minute);
    expect(node.stateOf(school)).toBeUndefined();
    succeed(1, 19);
    clock.advance(10 * minute);
    succeed(21, 21);
    nextMinute();
    expect(node.stateOf(school)).toEqual({ state: 'works' });
    clock.advance(6 * minute);
    succeed(21, 21);
    nextMinute();
    expect(node.stateOf(school)).toBeUndefined();
  });

  it('does not change within a minute, so that nobody sees one person coming', () => {
    succeed(1, 19);
    expect(node.stateOf(school)).toBeUndefined();
    succeed(20, 20);
    expect(node.stateOf(school)).toBeUndefined();
    nextMinute();
    expect(node.stateOf(school)).toEqual({ state: 'works' });
  });

  it('is still said when somebody’s account cannot be used', async () => {
    succeed(1, 20);
    await fail(30, 30);
    expect(node.stateOf(school)).toEqual({ state: 'works' });
  });
});

describe('that sign-ins fail', () => {
  it('is not said of 19 people, and of 20, since the first of them', async () => {
    const since = clock.now();
    await fail(1, 19);
    expect(node.stateOf(school)).toBeUndefined();
    nextMinute();
    await fail(20, 20);
    expect(node.stateOf(school)).toEqual({ state: 'fails', since });
  });

  it('is not said of one person who fails a hundred times, nor of failures of two kinds', async () => {
    for (let time = 0; time < 100; time += 1) await fail(1, 1);
    expect(node.stateOf(school)).toBeUndefined();
    for (let pair = 2; pair < 30; pair += 1) {
      await fail(pair, pair);
      await fail(pair, pair, 'identity.affiliation_unknown');
    }
    nextMinute();
    expect(node.stateOf(school)).toBeUndefined();
  });

  it('is not said from the first success on, here or at another node', async () => {
    await fail(1, 20);
    expect(node.stateOf(school)).toMatchObject({ state: 'fails' });
    node.succeeded(school, 'somebody');
    expect(node.stateOf(school)).toBeUndefined();
    await fail(1, 19);
    another.succeeded(school, 'somebody');
    clock.advance(11 * second);
    await fail(20, 20);
    nextMinute();
    await fail(21, 21);
    expect(node.stateOf(school)).toBeUndefined();
  });

  it('is not said where another node may have seen a success of which it did not tell', async () => {
    another.succeeded(school, 'somebody');
    clock.advance(second);
    await fail(1, 1);
    another.succeeded(school, 'somebody else');
    await fail(2, 20);
    expect(node.stateOf(school)).toBeUndefined();
    nextMinute();
    const since = clock.now();
    await fail(21, 40);
    nextMinute();
    expect(node.stateOf(school)).toEqual({ state: 'fails', since });
  });

  it('is said while the last success of another node lies before', async () => {
    another.succeeded(school, 'somebody');
    clock.advance(20 * minute);
    await fail(1, 20);
    expect(node.stateOf(school)).toMatchObject({ state: 'fails' });
  });

  it('is not said when the others cannot be asked, and nothing is thrown', async () => {
    const away = () => Promise.reject(new SluisError('storage.unavailable', 'away'));
    node = open({ get: away, put: away });
    await fail(1, 40);
    expect(node.stateOf(school)).toBeUndefined();
    succeed(1, 20);
    await asked();
    nextMinute();
    expect(node.stateOf(school)).toEqual({ state: 'works' });
  });

  it('is said for a minute after the others were asked, and then no longer', async () => {
    await fail(1, 20);
    expect(node.stateOf(school)).toMatchObject({ state: 'fails' });
    clock.advance(2 * minute);
    expect(node.stateOf(school)).toBeUndefined();
  });
});

describe('what the others are told', () => {
  it('is a time, once in ten seconds, and nobody', async () => {
    const kept: string[] = [];
    node = open({
      get: () => Promise.resolve(undefined),
      put: (key, value) => {
        kept.push(`${key} ${Buffer.from(value).toString()}`);
        return Promise.resolve();
      },
    });
    const at = clock.now();
    succeed(1, 30);
    expect(kept).toEqual([`signed-in:de-regenboog ${String(at)}`]);
    clock.advance(10 * second);
    succeed(1, 1);
    expect(kept).toHaveLength(2);
  });
});
