import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ledgerEntryId, schoolId, serviceId } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { mostAlikeWritten } from '../../../src/ledger/counted-events.ts';
import { createLedger, type Ledger } from '../../../src/ledger/ledger.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../../src/storage/postgres/pool.ts';
import { pageVectors } from '../pseudonym/page-vectors.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { randomEntryId, required } from '../../../testkit/values/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { newEntry, someSubject } from '../../../testkit/values/new-entry.ts';

const clock = createManualClock();
const logger = createRecordingLogger();
const proofKey = randomBytes(32);
let database: OpenedDatabase;
let ledger: Ledger;

beforeAll(async () => {
  database = await openDatabase(inject('postgres18Url'));
  ledger = ledgerOn(database.postgres);
});
afterAll(() => database.postgres.close());

function ledgerOn(postgres: OpenedDatabase['postgres'], key = proofKey): Ledger {
  const store = createPostgresLedgerStore(postgres);
  return createLedger({ store, proofKey: key, clock, randomness: systemRandomness, logger });
}

async function closedLedger(): Promise<Ledger> {
  const postgres = openPostgres({ url: database.url, timeoutMs: 1000, maxConnections: 1, logger });
  await postgres.close();
  return ledgerOn(postgres);
}

async function tables(): Promise<string> {
  const names = ['disclosure', 'audit_event'];
  return JSON.stringify(
    await Promise.all(names.map((name) => queryDatabase(database.url, `select * from sluis.${name}`))),
  );
}

describe('a ledger that is away', () => {
  it('fails a record: nothing may leave', async () => {
    await expectFailure((await closedLedger()).record(newEntry()), 'storage.unavailable');
  });

  it('does not change what is audited: it stays refused, and the log tells', async () => {
    const away = await closedLedger();
    expect(await away.audit({ type: 'login.refused', reason: 'no_agreement' })).toBe(false);
    expect(logger.events).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'audit.not_written',
        fields: expect.objectContaining({ reason: 'login.refused' }),
      }),
    );
  });
});

describe('an entry', () => {
  it('is durable when record returns, also for another connection, and is read back whole', async () => {
    const { subject: _subject, ...said } = newEntry();
    const written = await ledger.record({ ...said, subject: someSubject('pip') });
    expect(written).toEqual({ ...said, id: written.id, at: clock.now(), subjectProof: written.subjectProof });
    const rows = await queryDatabase(
      database.url,
      `select service from sluis.disclosure where id = '${written.id}'`,
    );
    expect(rows).toEqual([{ service: 'leesboom-reader' }]);
    expect(await ledger.find(written.id)).toEqual(written);
    expect(await ledger.find(randomEntryId())).toBeUndefined();
  });

  it('is found while it is new without asking the database again, and then there', async () => {
    const asked: string[] = [];
    const store = createPostgresLedgerStore(database.postgres);
    const counted = createLedger({
      store: {
        ...store,
        find: (id) => {
          asked.push(id);
          return store.find(id);
        },
      },
      proofKey,
      clock,
      randomness: systemRandomness,
      logger,
    });
    const first = await counted.record(newEntry());
    expect([await counted.find(first.id), await counted.find(first.id)]).toEqual([first, first]);
    expect(asked).toEqual([]);
    await Promise.all(Array.from({ length: 1_000 }, () => counted.record(newEntry())));
    expect(await counted.find(first.id)).toEqual(first);
    expect(asked).toEqual([first.id]);
  });

  it('is not written in the name of nobody', async () => {
    expect(await ledger.recordIfCurrent(newEntry())).toBeUndefined();
  });

  it('cannot be changed or removed', async () => {
    const { id } = await ledger.record(newEntry());
    for (const sql of [
      `update sluis.disclosure set school = 'x' where id = '${id}'`,
      `delete from sluis.disclosure where id = '${id}'`,
      'truncate sluis.disclosure',
    ]) {
      await expect(queryDatabase(database.url, sql)).rejects.toThrow('append only');
    }
  });

  it('holds names and reasons, and no sub: neither as it is nor in a form that can be tried', async () => {
    const subject = someSubject('canary-sub');
    await ledger.record(newEntry({ subject }));
    await ledger.audit({
      type: 'token.refused',
      reason: 'objection',
      service: required(serviceId('leesboom-reader')),
    });
    const dump = await tables();
    expect(dump).toContain('given_name');
    expect(dump).toContain('objection');
    expect(dump).not.toContain('canary');
    expect(dump).not.toContain(subject);
  });
});

describe('an event of the audit trail', () => {
  it('is said to be there when it is, and not when it was only counted', async () => {
    const event = {
      type: 'login.refused',
      reason: 'objection',
      school: required(schoolId('flooded')),
    } as const;
    const there = await Promise.all(Array.from({ length: mostAlikeWritten + 2 }, () => ledger.audit(event)));
    expect(there.filter(Boolean)).toHaveLength(mostAlikeWritten);
    const rows = await queryDatabase(database.url, `select from sluis.audit_event where school = 'flooded'`);
    expect(rows).toHaveLength(mostAlikeWritten);
  });
});

describe('the proof in an entry', () => {
  it('is of this entry and this sub, and of no other', async () => {
    const [pip, sam] = [someSubject('pip'), someSubject('sam')];
    const entry = await ledger.record(newEntry({ subject: pip }));
    const other = await ledger.record(newEntry({ subject: pip }));
    expect(ledger.proves(entry, pip)).toBe(true);
    expect(ledger.proves(entry, sam)).toBe(false);
    expect(ledger.proves(entry, '')).toBe(false);
    expect(ledger.proves({ ...entry, subjectProof: other.subjectProof }, pip)).toBe(false);
    expect(ledger.proves({ ...entry, id: other.id }, pip)).toBe(false);
    expect(ledger.proves({ ...entry, subjectProof: '' }, pip)).toBe(false);
    expect(ledgerOn(database.postgres, randomBytes(32)).proves(entry, pip)).toBe(false);
  });

  it('links no two entries of one person', async () => {
    const entries = await Promise.all(Array.from({ length: 20 }, () => ledger.record(newEntry())));
    expect(new Set(entries.map(({ subjectProof }) => subjectProof)).size).toBe(20);
  });

  it.each(pageVectors.proofs)('is what docs/PSEUDONYMS.md says', async ({ entry: id, sub, proof }) => {
    const written = await ledger.record(newEntry());
    const vector = { ...written, id: required(ledgerEntryId(id)), subjectProof: proof };
    expect(ledgerOn(database.postgres, pageVectors.keys.ledgerProof).proves(vector, sub)).toBe(true);
    expect(ledger.proves(vector, sub)).toBe(false);
  });
});
