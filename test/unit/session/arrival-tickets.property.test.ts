import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestHandle } from '../../../src/domain/ids.ts';
import { systemRandomness, unguessable } from '../../../src/domain/randomness.ts';
import { createArrivalTickets } from '../../../src/session/arrival-tickets.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import type { EphemeralStore } from '../../../src/storage/stores/ephemeral-store.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { required } from '../../../testkit/values/ids.ts';
import { arrival } from './sessions-case.ts';

/** Each call takes effect when the scheduler says so: any order of the calls of several requests is tried. */
function interleaved(inner: EphemeralStore, scheduler: fc.Scheduler): EphemeralStore {
  const turn = (name: string) => scheduler.schedule(Promise.resolve(), name);
  return {
    ...inner,
    get: (key) => turn('get').then(() => inner.get(key)),
    putIfAbsent: (key, value, ttl) => turn('putIfAbsent').then(() => inner.putIfAbsent(key, value, ttl)),
    put: (key, value, ttl) => turn('put').then(() => inner.put(key, value, ttl)),
    delete: (...keys) => turn('delete').then(() => inner.delete(...keys)),
  };
}

function ticketsOn(store: EphemeralStore) {
  const handle = required(requestHandle(unguessable(systemRandomness)));
  const tickets = createArrivalTickets({ store, randomness: systemRandomness, visitSeconds: 900 });
  return {
    mint: (number: number) => tickets.mint({ handle, number }, arrival()),
    redeem: tickets.redeem,
  };
}

const openMemory = () => createMemoryEphemeralStore({ clock: createManualClock() });
const isRedeemed = (outcome: unknown): boolean => typeof outcome === 'object';

describe('tickets of one visit', () => {
  it('are redeemed once in all, in whatever order the requests of a page that submits often take effect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, times) => {
        const { mint, redeem } = ticketsOn(interleaved(openMemory(), scheduler));
        const requests = Array.from({ length: times }, async (_, index) => {
          const ticket = await mint(index + 1);
          // some browsers follow one redirect twice
          const outcomes = await Promise.all([redeem(ticket ?? ''), redeem(ticket ?? '')]);
          return outcomes.filter(isRedeemed).length;
        });
        const redeemed = await scheduler.waitFor(Promise.all(requests));
        expect(redeemed.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('are void once a later answer got its own, whoever redeems at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, times) => {
        const { mint, redeem } = ticketsOn(interleaved(openMemory(), scheduler));
        const made: string[] = [];
        for (let number = 1; number <= times; number += 1) {
          made.push((await scheduler.waitFor(mint(number))) ?? '');
        }
        const outcomes = await scheduler.waitFor(Promise.all(made.map((ticket) => redeem(ticket))));
        expect(outcomes.map(isRedeemed)).toEqual(made.map((_, index) => index === times - 1));
      }),
      { numRuns: 500 },
    );
  });

  it('lead whoever brings the last one to a sign-in or to the one that went on, and never to nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, times) => {
        const { mint, redeem } = ticketsOn(interleaved(openMemory(), scheduler));
        const requests = Array.from({ length: times }, async (_, index) => {
          const ticket = await mint(index + 1);
          return ticket === undefined ? 'redeemed' : redeem(ticket);
        });
        const outcomes = await scheduler.waitFor(Promise.all(requests));
        const [last] = outcomes.slice(-1);
        expect(isRedeemed(last) || last === 'redeemed').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
