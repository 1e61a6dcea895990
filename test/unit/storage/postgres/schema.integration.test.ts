import { expect, it } from 'vitest';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { openPostgres, type Postgres } from '../../../../src/storage/postgres/pool.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../../testkit/values/refusals.ts';
import { describeOnEveryPostgres, openDatabase } from '../../../../testkit/services/postgres-servers.ts';

const appendOnly = [
  'register_revision',
  'record_version',
  'sector_key',
  'disclosure',
  'audit_event',
  'scheduled_change',
  'scheduled_outcome',
];

async function openMany(url: string): Promise<readonly Postgres[]> {
  const logger = createRecordingLogger();
  return Array.from({ length: 5 }, () => openPostgres({ url, timeoutMs: 5000, maxConnections: 2, logger }));
}

describeOnEveryPostgres('schema', (serverUrl) => {
  it('refuses to change or remove what is append only, row or no row', async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    await postgres.close();
    for (const table of appendOnly) {
      const [column] = await queryDatabase(
        url,
        `select column_name from information_schema.columns where table_schema = 'sluis' and table_name = '${table}' and is_identity = 'NO' limit 1`,
      );
      const name = String(column?.['column_name']);
      for (const sql of [
        `update sluis.${table} set ${name} = ${name}`,
        `delete from sluis.${table}`,
        `truncate sluis.${table} cascade`,
      ]) {
        await expect(queryDatabase(url, sql), sql).rejects.toThrow('append only');
      }
    }
  });

  it('is made once when several nodes start at the same time', async () => {
    const nodes = await openMany(await createDatabase(serverUrl()));
    const outcomes = await Promise.all(nodes.map((node) => migrate(node)));
    expect(outcomes.filter(({ applied }) => applied > 0)).toHaveLength(1);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('refuses a database that is newer than the program, or has another history', async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    await queryDatabase(
      url,
      `insert into sluis.migration (number, name, digest) values (999, '0999-later.sql', 'x')`,
    );
    const newer = await expectFailure(migrate(postgres), 'storage.conflict');
    expect(newer.message).toContain('newer');
    const [known] = await queryDatabase(
      url,
      'select max(number) as last from sluis.migration where number < 999',
    );
    const last = Number(known?.['last']);
    await queryDatabase(
      url,
      `update sluis.migration set oldest_program = ${String(last + 1)} where number = 999`,
    );
    await expectFailure(migrate(postgres), 'storage.conflict');
    // a later migration that only adds: this version works beside the newer one, and changes nothing
    await queryDatabase(
      url,
      `update sluis.migration set oldest_program = ${String(last)} where number = 999`,
    );
    expect(await migrate(postgres)).toEqual({ applied: 0 });
    await queryDatabase(url, `delete from sluis.migration where number = 999`);
    expect(await migrate(postgres)).toEqual({ applied: 0 });
    await queryDatabase(url, `update sluis.migration set digest = 'changed' where number = 1`);
    await expectFailure(migrate(postgres), 'storage.conflict');
    await postgres.close();
  });

  it('writes durably whatever the database says', async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    await postgres.close();
    await queryDatabase(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
    const again = openPostgres({ url, timeoutMs: 5000, maxConnections: 1, logger: createRecordingLogger() });
    const client = again.dedicated();
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>('show synchronous_commit');
    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
    await client.end();
    await again.close();
  });
});
