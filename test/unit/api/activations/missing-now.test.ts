import { expect, it } from 'vitest';
import { createMissingClaims } from '../../../../src/api/activations/missing-now.ts';
import type { LedgerStore } from '../../../../src/storage/stores/ledger-store.ts';
import { createManualClock } from '../../../../testkit/machine/manual-clock.ts';
import { name, serviceRecord } from '../../release/decision-case.ts';

type Asked = Parameters<LedgerStore['schoolsLacking']>[0];

const service = {
  ...serviceRecord([]),
  claims: [{ name: name('given_name'), purpose: 'access' as const, required: true }],
};

/** Counts on a ledger that fails as long as it is told to. */
function counting(claims = service.claims) {
  const asked: Asked[] = [];
  const ledger = { fails: false };
  const clock = createManualClock(Date.UTC(2026, 8, 20, 21, 30));
  const count = createMissingClaims({
    ledger: {
      schoolsLacking(query) {
        asked.push(query);
        return ledger.fails ? Promise.reject(new Error('away')) : Promise.resolve([]);
      },
    },
    serviceNow: (id) => (id === service.id ? { service: { ...service, claims }, schools: [] } : undefined),
    clock,
    timeZone: 'Europe/Amsterdam',
  });
  return { asked, ledger, clock, count };
}

it('asks about 14 whole days before today in the zone, and about at least five people', async () => {
  const { asked, count } = counting();
  expect(await count(service.id)).toMatchObject({ from: '2026-09-06', before: '2026-09-20' });
  expect(asked).toMatchObject([
    {
      from: '2026-09-06',
      before: '2026-09-20',
      zone: 'Europe/Amsterdam',
      fewestPeople: 5,
      claims: ['given_name'],
    },
  ]);
});

it('asks the ledger once a day, however often it is called, also at the same time', async () => {
  const { asked, clock, count } = counting();
  await Promise.all(Array.from({ length: 5 }, () => count(service.id)));
  await count(service.id);
  expect(asked).toHaveLength(1);
  clock.advance(3_600_000);
  expect(await count(service.id)).toMatchObject({ before: '2026-09-21' });
  expect(asked).toHaveLength(2);
});

it('asks again after a failure, and never about a service that requires nothing', async () => {
  const { asked, ledger, count } = counting();
  ledger.fails = true;
  await expect(count(service.id)).rejects.toThrow('away');
  ledger.fails = false;
  await count(service.id);
  expect(asked).toHaveLength(2);
  const without = counting([]);
  expect(await without.count(service.id)).toMatchObject({ items: [] });
  expect(without.asked).toEqual([]);
});
