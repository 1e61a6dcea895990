import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createLastingKeys } from '../../../src/keyring/lasting-keys.ts';
import { adoptLastingKeys, checkLastingKeys } from '../../../src/lasting/key-check.ts';
import { createPostgresDocumentStore } from '../../../src/storage/postgres/document-store.ts';
import { createPostgresKeyFingerprintStore } from '../../../src/storage/postgres/key-fingerprint-store.ts';
import { createPostgresLedgerStore } from '../../../src/storage/postgres/ledger-store.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';

const file = '/etc/sluis/keys/lasting.json';
const [one, two, other] = [randomBytes(32), randomBytes(32), randomBytes(32)];
let database: OpenedDatabase;
beforeEach(async () => {
  database = await openDatabase(inject('postgres15Url'));
});
afterEach(() => database.postgres.close());

const partsOf = (currentVersion: number, ...keys: readonly [number, Buffer][]) => ({
  keys: createLastingKeys({ keys: new Map(keys), currentVersion }, systemRandomness),
  file,
  store: createPostgresKeyFingerprintStore(database.postgres),
  sealedRows: [createPostgresDocumentStore(database.postgres)],
  clock: createManualClock(),
});
const start = (currentVersion: number, ...keys: readonly [number, Buffer][]) =>
  checkLastingKeys(partsOf(currentVersion, ...keys));
const names = async () => [...(await partsOf(1, [1, one]).store.fingerprints()).keys()].toSorted();
const meta = { author: 'Ada', reason: 'the only file there is' };

async function refusal(starting: Promise<unknown>): Promise<string> {
  const { message } = await expectFailure(starting, 'keyring.invalid');
  expect(message).toContain(file);
  for (const key of [one, two, other]) expect(message).not.toContain(key.toString('base64url'));
  return message;
}

describe('a node with another lasting.json', () => {
  it('does not start, and is told which key differs', async () => {
    await start(1, [1, one]);
    expect(await refusal(start(1, [1, other]))).toContain('key lasting 1 is not the one');
    await start(2, [1, one], [2, two]);
    const said = await refusal(start(2, [1, one], [2, other]));
    expect(said).toContain('key lasting 2 ');
    expect(said).not.toContain('key lasting 1 ');
    expect(await refusal(start(1, [1, one], [2, other]))).toContain('key lasting 2 ');
    await start(2, [1, one], [2, two]);
  });

  it('is the one that loses, of two that start together on a fresh database', async () => {
    const outcomes = await Promise.allSettled([start(1, [1, one]), start(1, [1, other])]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [winner, loser] = outcomes[0].status === 'fulfilled' ? [one, other] : [other, one];
    await start(1, [1, winner]);
    await refusal(start(1, [1, loser]));
  });
});

describe('the database', () => {
  it('knows the key that seals, and not yet one that only waits: that may still be another', async () => {
    await start(1, [1, one], [2, two]);
    expect(await names()).toEqual(['lasting 1']);
    await start(1, [1, one], [2, other]);
    await start(2, [1, one], [2, other]);
    expect(await names()).toEqual(['lasting 1', 'lasting 2']);
    await refusal(start(2, [1, one], [2, two]));
  });
});

describe('a version that sealed something', () => {
  const row = { table: 'document', id: `waterland/${'0'.repeat(64)}` };
  const seal = async (key: Buffer, id = row.id) => {
    const { sealer } = partsOf(1, [1, key]).keys;
    const sealed = Buffer.from(sealer.seal(Buffer.from('agreed'), { ...row, id })).toString('hex');
    await queryDatabase(
      database.url,
      `insert into sluis.document values ('waterland', '${'0'.repeat(64)}', 'text/plain', 6, null, now(), 'a', 'b', 1, '\\x${sealed}')`,
    );
  };

  it('has to be in the file, also by the word of the operator', async () => {
    await start(1, [1, one]);
    await seal(one);
    expect(await refusal(start(2, [2, two]))).toContain('key lasting 1 is missing');
    await refusal(adoptLastingKeys(partsOf(2, [2, two]), { ...meta, replace: true }));
    await start(2, [1, one], [2, two]);
  });

  it('is proven by what it opens, where the database does not know it yet', async () => {
    await seal(one);
    expect(await refusal(start(2, [1, other], [2, two]))).toContain('key lasting 1 does not open');
    await refusal(start(1, [1, other]));
    expect(await names()).toEqual([]);
    await start(2, [1, one], [2, two]);
    expect(await names()).toEqual(['lasting 1', 'lasting 2']);
  });

  it('is not proven by bytes of another row', async () => {
    await seal(one, `zeeland/${'0'.repeat(64)}`);
    expect(await refusal(start(1, [1, one]))).toContain('key lasting 1 does not open');
    const lost = partsOf(1, [1, one]);
    expect(await adoptLastingKeys(lost, { ...meta, replace: true })).toEqual(['lasting 1']);
    await start(1, [1, one]);
  });
});

describe('adopting lasting keys', () => {
  it('needs --replace for others than those of the database, and is told to the trail', async () => {
    await start(1, [1, one]);
    const lost = partsOf(1, [1, other]);
    await refusal(adoptLastingKeys(lost, { ...meta, replace: false }));
    expect(await adoptLastingKeys(lost, { ...meta, replace: true })).toEqual(['lasting 1']);
    await start(1, [1, other]);
    await refusal(start(1, [1, one]));
    const [event] = await createPostgresLedgerStore(database.postgres).listAudit({ limit: 9 });
    expect(event).toMatchObject({ type: 'keys.adopted', number: 1 });
  });

  it('does nothing where they are the ones of the database', async () => {
    await start(1, [1, one]);
    for (const replace of [false, true]) {
      expect(await adoptLastingKeys(partsOf(1, [1, one]), { ...meta, replace })).toEqual([]);
    }
  });
});
