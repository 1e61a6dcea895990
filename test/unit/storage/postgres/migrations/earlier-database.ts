import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { migrate } from '../../../../../src/storage/postgres/migrate.ts';
import { openPostgres } from '../../../../../src/storage/postgres/pool.ts';
import { createDatabase, queryDatabase } from '../../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../../testkit/machine/recording-logger.ts';

const folder = 'src/storage/postgres/migrations/';

/** A database as it was before the migration with this name. */
export async function databaseBefore(migration: string, serverUrl: string): Promise<string> {
  const url = await createDatabase(serverUrl);
  const names = (await readdir(folder)).toSorted();
  const until = names.findIndex((name) => name.endsWith(`-${migration}.sql`));
  await queryDatabase(url, 'create schema sluis');
  await queryDatabase(
    url,
    'create table sluis.migration (number integer primary key, name text, digest text, applied_at timestamptz default now())',
  );
  for (const [index, name] of names.slice(0, until).entries()) {
    const sql = await readFile(folder + name, 'utf8');
    await queryDatabase(url, sql);
    const digest = createHash('sha256').update(sql).digest('hex');
    await queryDatabase(
      url,
      `insert into sluis.migration (number, name, digest) values (${String(index + 1)}, '${name}', '${digest}')`,
    );
  }
  return url;
}

/** Brings it to the schema of today. */
export async function upgrade(url: string): Promise<void> {
  const postgres = openPostgres({
    url,
    timeoutMs: 10_000,
    maxConnections: 1,
    logger: createRecordingLogger(),
  });
  await migrate(postgres);
  await postgres.close();
}
