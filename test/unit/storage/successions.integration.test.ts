import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calendarDay } from '../../../src/domain/clock.ts';
import {
  boardId,
  schoolId,
  sectorId,
  serviceId,
  supplierId,
  type ServiceId,
} from '../../../src/domain/ids.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../../src/storage/postgres/person-store.ts';
import type { SuccessionQuery } from '../../../src/storage/successions.ts';
import { newEntry } from '../../../testkit/values/new-entry.ts';
import { hashOf, randomEntryId, randomHandle, required, rootOf } from '../../../testkit/values/ids.ts';
import {
  describeOnEveryPostgres,
  openDatabase,
  type OpenedDatabase,
} from '../../../testkit/services/postgres-servers.ts';

const day = 86_400_000;
const board = required(boardId('bestuur'));
const school = required(schoolId('de-school'));
const onDay = (text: string) => required(calendarDay(text));
const leesboom = required(supplierId('leesboom'));
const rekenrijk = required(supplierId('rekenrijk'));
const reader = { id: required(serviceId('reader')), sector: required(sectorId('leesboom')) };
const app = { id: required(serviceId('app')), sector: required(sectorId('leesboom')) };
const library = { id: required(serviceId('library')), sector: required(sectorId('leesboom-library')) };
const practice = { id: required(serviceId('practice')), sector: required(sectorId('rekenrijk')) };
const all = { from: onDay('2026-01-01'), before: onDay('2027-01-01'), zone: 'Europe/Amsterdam', limit: 100 };

describeOnEveryPostgres('successions', (serverUrl) => {
  let database: OpenedDatabase;
  /** In the order in which they gave way, ten seconds after each other in the evening of 17 August; of the last one nothing got out. */
  const pupils = Array.from({ length: 21 }, () => randomUUID());
  const store = () => createPostgresPersonStore(database.postgres);
  const rootsOf = async (query: Partial<SuccessionQuery>) => {
    const found = await store().successions({ supplier: leesboom, services: [reader], ...all, ...query });
    return found?.successions.map(({ former }) => former);
  };

  async function giveWay(name: string, at: number, services: readonly ServiceId[]): Promise<void> {
    const own = { hash: hashOf(name), portable: false };
    const eck = { hash: hashOf(`eck of ${name}`), portable: true };
    const when = {
      board,
      school,
      at,
      staleBefore: at - 30 * day,
      provisionalSince: at - 30 * day,
      objections: [],
    };
    await store().identify({ identifiers: [eck], ...when });
    await store().identify({ identifiers: [own], ...when });
    const ledger = createPostgresLedgerStore(database.postgres);
    const person = await store().handleOf(rootOf(name), board, randomHandle());
    for (const service of services) {
      const supplier = service === practice.id ? rekenrijk : leesboom;
      const { subject, ...entry } = newEntry({ person, supplier, service });
      for (let times = 0; times < 2; times += 1) {
        await ledger.append({ ...entry, id: randomEntryId(), at, subjectProof: subject });
      }
    }
    expect(await store().identify({ identifiers: [eck, own], ...when })).toMatchObject({
      former: rootOf(name),
    });
  }

  beforeAll(async () => {
    database = await openDatabase(serverUrl());
    const evening = Date.UTC(2026, 7, 17, 21, 50);
    for (const [index, name] of pupils.entries()) {
      const services = index === 20 ? [] : [reader.id, library.id, practice.id];
      await giveWay(name, evening + index * 10_000, services);
    }
    await giveWay('next day', Date.UTC(2026, 7, 17, 22, 0), [app.id]);
  });
  afterAll(() => database.postgres.close());

  it('are told by the day of the zone, each once, to who got something', async () => {
    const expected = new Set(pupils.slice(0, 20).map(rootOf));
    for (const query of [{}, { services: [reader, app] }, { services: [practice], supplier: rekenrijk }]) {
      const found = await rootsOf(query);
      expect(found).toHaveLength(20);
      expect(new Set(found)).toEqual(expected);
    }
    expect(await rootsOf({ from: onDay('2026-08-18') })).toEqual([]);
    expect(await rootsOf({ from: onDay('2026-08-18'), services: [app, reader] })).toEqual([
      rootOf('next day'),
    ]);
    expect(await rootsOf({ from: onDay('2026-08-19') })).toBeUndefined();
    expect(await rootsOf({ before: onDay('2026-08-17') })).toBeUndefined();
  });

  it('are another supplier’s for nobody, whatever services are asked for', async () => {
    expect(await rootsOf({ services: [] })).toEqual([]);
    expect(await rootsOf({ services: [practice] })).toEqual([]);
    expect(await rootsOf({ supplier: rekenrijk })).toEqual([]);
  });

  it('come in an order that tells neither the time nor what two sectors have in common', async () => {
    const orders = await Promise.all([
      rootsOf({}),
      rootsOf({ services: [library] }),
      rootsOf({ services: [practice], supplier: rekenrijk }),
      Promise.resolve(pupils.slice(0, 20).map(rootOf)),
    ]);
    const texts = orders.flatMap((order) => [order?.join(), order?.toReversed().join()]);
    expect(new Set(texts).size).toBe(8);
  });

  it('come in pages that together hold each once', async () => {
    const services = [reader, library];
    const whole = await store().successions({ supplier: leesboom, services, ...all });
    const pages: unknown[] = [];
    let after = '';
    for (;;) {
      const from = onDay('2026-08-17');
      const page = await store().successions({ supplier: leesboom, services, ...all, from, after, limit: 7 });
      const last = page?.successions.at(-1);
      if (last === undefined) break;
      pages.push(...(page?.successions ?? []));
      after = last.place;
    }
    expect(pages).toHaveLength(40);
    expect(pages).toEqual(whole?.successions);
  });
});
