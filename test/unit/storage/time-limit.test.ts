import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTimeLimit, withinTime } from '../../../src/storage/time-limit.ts';

const never = new Promise<never>(() => undefined);

/** What became of a promise, and how many milliseconds after the start of the test. */
function watched(work: Promise<unknown>): { readonly end?: { readonly said: unknown; readonly at: number } } {
  const seen: { end?: { said: unknown; at: number } } = {};
  work.then(
    (value) => (seen.end = { said: value, at: performance.now() - begun }),
    (error: unknown) => (seen.end = { said: error, at: performance.now() - begun }),
  );
  return seen;
}
let begun = 0;

describe('a time limit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    begun = performance.now();
  });
  afterEach(async () => {
    await vi.runAllTimersAsync();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('ends what takes too long, at the limit and not before', async () => {
    const call = watched(withinTime(100, 'redis', () => never));
    await vi.advanceTimersByTimeAsync(99);
    expect(call.end).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(call.end).toMatchObject({
      said: { code: 'storage.unavailable', message: 'redis did not answer within 100 ms' },
      at: 100,
    });
  });

  it('gives each of those that share the timer its own whole span, whoever else is done', async () => {
    const first = startTimeLimit(100, 'redis');
    await vi.advanceTimersByTimeAsync(30);
    const second = watched(withinTime(100, 'redis', () => never));
    await vi.advanceTimersByTimeAsync(30);
    const third = watched(withinTime(100, 'postgres', () => never));
    const shorter = watched(withinTime(20, 'redis', () => never));
    first.end();
    await vi.advanceTimersByTimeAsync(200);
    expect([second, third, shorter].map(({ end }) => end?.at)).toEqual([130, 160, 80]);
    expect(third.end?.said).toMatchObject({ message: 'postgres did not answer within 100 ms' });
  });

  it('never ends a call early or late, and ends none that is done', async () => {
    const calls = fc.array(fc.record({ pause: fc.nat(30), takes: fc.nat(100) }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(calls, async (all) => {
        const expected: number[] = [];
        const seen: ReturnType<typeof watched>[] = [];
        for (const { pause, takes } of all) {
          await vi.advanceTimersByTimeAsync(pause);
          const work = Promise.withResolvers<string>();
          if (takes < 50) setTimeout(() => work.resolve('done'), takes);
          expected.push(performance.now() - begun + Math.min(takes, 50));
          // of what ends in the moment of the limit either could be first
          seen.push(watched(withinTime(50, 'redis', () => work.promise)));
        }
        await vi.runAllTimersAsync();
        expect(seen.map(({ end }) => end?.at)).toEqual(expected);
        expect(seen.map(({ end }) => end?.said === 'done')).toEqual(all.map(({ takes }) => takes < 50));
      }),
      { numRuns: 100 },
    );
  });

  it('holds for all that is raced against it together, also when it was over before', async () => {
    const limit = startTimeLimit(100, 'postgres');
    await expect(limit.race(Promise.resolve('connected'))).resolves.toBe('connected');
    const both = [watched(limit.race(never)), watched(limit.race(never))];
    await vi.advanceTimersByTimeAsync(100);
    expect(both.map(({ end }) => end?.at)).toEqual([100, 100]);
    await expect(limit.race(never)).rejects.toMatchObject({ code: 'storage.unavailable' });
    await expect(limit.race(Promise.resolve('done already'))).resolves.toBe('done already');
    limit.end();
  });

  it('passes on how the work failed, and swallows what fails when it is over', async () => {
    const failure = new Error('refused');
    await expect(withinTime(100, 'redis', () => Promise.reject(failure))).rejects.toBe(failure);
    const late = new Promise((_, reject) => setTimeout(reject, 150, failure));
    const call = watched(withinTime(100, 'redis', () => late));
    // a rejection that nobody heard would fail the run
    await vi.advanceTimersByTimeAsync(200);
    expect(call.end).toMatchObject({ said: { code: 'storage.unavailable' }, at: 100 });
  });

  it('refuses nothing once it was ended', async () => {
    const limit = startTimeLimit(100, 'redis');
    const call = watched(limit.race(never));
    limit.end();
    await vi.advanceTimersByTimeAsync(1000);
    expect(call.end).toBeUndefined();
  });

  it('needs one timer for any number of calls, and none when there are no more', async () => {
    for (let call = 0; call < 1000; call += 1) await withinTime(100, 'redis', () => Promise.resolve());
    const waiting = [1, 2, 3].map(() => watched(withinTime(100, 'redis', () => never)));
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(waiting.every(({ end }) => end !== undefined)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a process', () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

  it('is kept alive by a limit until that is ended, and by no timer that only waits for the next', () => {
    const before = timers();
    const [first, second] = [startTimeLimit(60_000, 'redis'), startTimeLimit(60_000, 'redis')];
    expect(timers()).toBe(before + 1);
    first.end();
    expect(timers()).toBe(before + 1);
    second.end();
    expect(timers()).toBe(before);
    const third = startTimeLimit(60_000, 'redis');
    expect(timers()).toBe(before + 1);
    third.end();
    third.end();
    expect(timers()).toBe(before);
  });
});
