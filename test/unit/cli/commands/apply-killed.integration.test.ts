import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { wholeRegister } from '../../../../testkit/values/whole-register.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let url: string;
/** More than one statement writes them, and the last one comes late. */
const boards = Array.from({ length: 6_000 }, (_, index) => `veel-${String(index).padStart(4, '0')}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-killed-'));
  url = await createDatabase(inject('postgres15Url'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const words = () => ['apply', folder, '--yes', '--author', 'ada', '--reason', 'a test'];
const waiting = () =>
  queryDatabase(
    url,
    `select pid from pg_stat_activity where datname = current_database()
      and wait_event_type = 'Lock' and query like '%insert into sluis.record %'`,
  );

it('a process that is killed in the middle of an apply leaves the register as it was', async () => {
  await writeFile(join(folder, 'a.yaml'), example);
  expect(await runSluis(words(), { DATABASE_URL: url })).toMatchObject({ code: 0 });
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
  const store = createPostgresRegisterStore(postgres);
  const before = await wholeRegister(store);
  const list = boards.map((id) => `  - { id: ${id}, name: Veel }\n`).join('');
  await writeFile(join(folder, 'b.yaml'), `boards:\n${list}`);

  // Somebody else is about to write the last board, so that the apply waits for it when the others are written.
  const holder = postgres.dedicated({ statementTimeoutMs: 60_000 });
  await holder.connect();
  await holder.query('begin');
  await holder.query(`insert into sluis.record values ('board', '${boards.at(-1) ?? ''}', 1, false)`);
  const child = spawn(process.execPath, ['src/cli/sluis.ts', ...words()], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url },
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  await eventually(async () => expect(await waiting()).toHaveLength(1), 60_000);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  await holder.query('rollback');
  await holder.end();
  await eventually(async () => expect(await waiting()).toEqual([]));

  expect(await wholeRegister(store)).toEqual(before);
  const again = await runSluis(words(), { DATABASE_URL: url });
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('applied as revision 2') });
  const after = await wholeRegister(store);
  expect(after.records).toHaveLength(before.records.length + boards.length);
  await postgres.close();
}, 120_000);
