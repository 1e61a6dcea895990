import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { boardId, type DocumentHash } from '../../../src/domain/ids.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createDocuments, eraseDocument } from '../../../src/documents/documents.ts';
import { createKeyringFiles } from '../../../src/keyring/keyring-files.ts';
import { createLastingKeys } from '../../../src/keyring/lasting-keys.ts';
import { reseal } from '../../../src/lasting/reseal.ts';
import { createPostgresDocumentStore } from '../../../src/storage/postgres/document-store.ts';
import { eventually } from '../../../testkit/machine/eventually.ts';
import { runSluis } from '../../../testkit/machine/run-sluis.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { openDatabase, type OpenedDatabase } from '../../../testkit/services/postgres-servers.ts';
import { required } from '../../../testkit/values/ids.ts';

const keys = [randomBytes(32), randomBytes(32), randomBytes(32)] as const;
const board = required(boardId('waterland'));
let database: OpenedDatabase;
beforeEach(async () => {
  database = await openDatabase(inject('postgres15Url'));
});
afterEach(() => database.postgres.close());

/** The keys up to this version, which is the one that seals. */
const sealerOf = (currentVersion: number) =>
  createLastingKeys(
    { keys: new Map(keys.slice(0, currentVersion).map((key, index) => [index + 1, key])), currentVersion },
    systemRandomness,
  ).sealer;
const store = () => createPostgresDocumentStore(database.postgres);
const documentsOf = (version: number) =>
  createDocuments({
    store: store(),
    sealer: sealerOf(version),
    audit: () => Promise.resolve(),
    clock: systemClock,
  });
const add = async (content: Uint8Array, version: number): Promise<DocumentHash> =>
  (await documentsOf(version).add({ content, board }, { author: 'ada', reason: 'a test' })).hash;
const read = async (hash: DocumentHash, version: number) => {
  const content = await documentsOf(version).read({ board, hash }, 'ada');
  return content && Buffer.from(content);
};
const versions = async () => Object.fromEntries(await store().versions());
const pdf = (bytes: Uint8Array) => Buffer.concat([Buffer.from('%PDF-'), bytes]);
const anew = (version: number) => reseal({ sealer: sealerOf(version), sealedRows: [store()] });

it('changes no content, however often, and leaves nothing under an older key', async () => {
  const some = fc.uniqueArray(fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 3 })), {
    maxLength: 14,
    selector: ([bytes]) => bytes.join(),
  });
  await fc.assert(
    fc.asyncProperty(some, async (documents) => {
      await queryDatabase(database.url, 'delete from sluis.document');
      const hashes: DocumentHash[] = [];
      for (const [bytes, version] of documents) hashes.push(await add(pdf(bytes), version));
      const older = documents.filter(([, version]) => version < 3).length;
      expect(await anew(3)).toEqual({ rows: older, unreadable: [] });
      expect(await anew(3)).toEqual({ rows: 0, unreadable: [] });
      expect(await versions()).toEqual(documents.length === 0 ? {} : { 3: documents.length });
      for (const [index, hash] of hashes.entries()) {
        expect(await read(hash, 3)).toEqual(pdf(documents[index]?.[0] ?? new Uint8Array()));
      }
    }),
    { numRuns: 12 },
  );
});

it('leaves what does not open as it is, says so, and ends', async () => {
  const hashes = [];
  for (let index = 0; index < 9; index += 1) hashes.push(await add(pdf(randomBytes(20)), 1));
  const [broken] = hashes.toSorted();
  await queryDatabase(
    database.url,
    `update sluis.document set content = '\\x00' where hash = '${String(broken)}'`,
  );
  expect(await anew(2)).toEqual({ rows: 8, unreadable: [`document waterland/${String(broken)}`] });
  expect(await versions()).toEqual({ 1: 1, 2: 8 });
});

it('does not bring back what is erased meanwhile', async () => {
  const hash = await add(pdf(randomBytes(20)), 1);
  const rows = await store().sealedWith(1, { limit: 9 });
  await eraseDocument({ store: store(), clock: systemClock }, { board, hash }, { author: 'a', reason: 'b' });
  expect(await store().sealAnew(rows, { from: 1, to: 2 })).toBe(0);
  expect(await versions()).toEqual({});
});

it('leaves a row alone that somebody else has sealed anew', async () => {
  const hash = await add(pdf(randomBytes(20)), 1);
  const rows = await store().sealedWith(1, { limit: 9 });
  await anew(2);
  expect(await store().sealAnew(rows, { from: 1, to: 3 })).toBe(0);
  expect(await read(hash, 2)).toBeDefined();
});

it('goes on where it was killed, and tells which key is needed no longer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-reseal-'));
  await createKeyringFiles(folder, { clock: systemClock, randomness: systemRandomness });
  const lasting = (currentVersion: number) =>
    writeFile(
      join(folder, 'lasting.json'),
      JSON.stringify({
        currentVersion,
        keys: keys.slice(0, 2).map((key, index) => ({ version: index + 1, key: key.toString('base64url') })),
      }),
    );
  await lasting(2);
  const hashes: DocumentHash[] = [];
  for (let index = 0; index < 12; index += 1) hashes.push(await add(pdf(randomBytes(300_000)), 1));
  const env = { DATABASE_URL: database.url, SLUIS_KEYS: folder };
  const dry = await runSluis(['keys', 'reseal', '--dry-run'], env);
  expect(dry).toMatchObject({ code: 0, out: 'document: 12 rows sealed with version 1\n' });
  expect(await versions()).toEqual({ 1: 12 });

  // somebody holds the last row, so that the command waits for it when the others are done
  const holder = database.postgres.dedicated({ statementTimeoutMs: 60_000 });
  await holder.connect();
  await holder.query('begin');
  await holder.query(
    `select from sluis.document where hash = '${String(hashes.toSorted().at(-1))}' for update`,
  );
  const child = spawn(process.execPath, ['src/cli/sluis.ts', 'keys', 'reseal'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await eventually(async () => expect(await queryDatabase(database.url, waiting)).toHaveLength(1), 60_000);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  await holder.query('rollback');
  await holder.end();
  await eventually(async () => expect(await queryDatabase(database.url, waiting)).toHaveLength(0));
  expect(await versions()).toEqual({ 1: 4, 2: 8 });
  for (const hash of hashes) expect(await read(hash, 2)).toBeDefined();

  const again = await runSluis(['keys', 'reseal'], env);
  expect(again.code).toBe(0);
  expect(again.out.split('\n')).toEqual([
    '4 rows sealed anew',
    'document: 12 rows sealed with version 2',
    'version 1 of lasting.json seals nothing any more: only backups from before may need it',
    '',
  ]);
  for (const hash of hashes) expect(await read(hash, 2)).toBeDefined();
  await rm(folder, { recursive: true });
}, 120_000);
