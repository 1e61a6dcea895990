import { describe, inject } from 'vitest';
import { migrate } from '../../src/storage/postgres/migrate.ts';
import { openPostgres, type Postgres } from '../../src/storage/postgres/pool.ts';
import { createDatabase } from './postgres.ts';
import { createRecordingLogger } from '../machine/recording-logger.ts';

export interface OpenedDatabase {
  readonly url: string;
  readonly postgres: Postgres;
}

/** A fresh, migrated database. The caller closes `postgres`. */
export async function openDatabase(serverUrl: string): Promise<OpenedDatabase> {
  const url = await createDatabase(serverUrl);
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url, timeoutMs: 10_000, maxConnections: 10, logger });
  await migrate(postgres);
  return { url, postgres };
}

/** Runs the same tests on the oldest and the newest PostgreSQL that is supported. */
export function describeOnEveryPostgres(name: string, tests: (serverUrl: () => string) => void): void {
  describe(`${name} on PostgreSQL 15`, () => tests(() => inject('postgres15Url')));
  describe(`${name} on PostgreSQL 18, embedded`, () => tests(() => inject('postgres18Url')));
}
