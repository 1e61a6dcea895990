import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import { postgresFailure } from './failures.ts';
import type { Postgres } from './pool.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Of a migration that only adds: `docs/adr/0023` says what may. */
const firstLine = /^-- works with programs from migration (\d{4}) on\n/;
const fileName = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Any number will do, as long as no other use of advisory locks in the same database has it: "SLUI" as bytes. */
const migrationLock = 0x53_4c_55_49;

/** A migration of a large ledger takes time, and a second node waits for the first. */
const migrationTimeoutMs = 120_000;

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /**
   * Programs that know this many migrations go on working beside it. Said by its first line; its own number where that says
   * nothing, so that a migration takes nothing away from an older program by oversight.
   */
  readonly oldestProgram: number;
  /** SHA-256: a migration that was changed after it ran is a fault. */
  readonly digest: string;
}

async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(fileName.exec(name)?.[1]);
      if (number !== index + 1) {
        throw new SluisError('internal', `migration files are numbered from 0001 without gaps: ${name}`);
      }
      const sql = await readFile(new URL(name, folder), 'utf8');
      const oldestProgram = Number(firstLine.exec(sql)?.[1] ?? number);
      return { number, name, sql, oldestProgram, digest: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

const appliedRows = z.array(
  z.object({ number: z.int(), digest: z.string(), oldest_program: z.int().nullable() }),
);

async function appliedMigrations(client: Client): Promise<z.infer<typeof appliedRows>> {
  await client.query(`
    create schema if not exists sluis;
    create table if not exists sluis.migration (
      number integer primary key,
      name text not null,
      digest text not null,
      applied_at timestamptz not null default now()
    );
    alter table sluis.migration add column if not exists oldest_program integer`);
  const { rows } = await client.query<Record<string, unknown>>(
    'select number, digest, oldest_program from sluis.migration order by number',
  );
  return appliedRows.parse(rows);
}

/**
 * Refuses a database in which a migration that this version does not know took something away from it: going on could lose
 * what a newer one wrote. Of migrations that only add, any number may be there.
 */
function checkApplied(applied: z.infer<typeof appliedRows>, known: readonly Migration[]): void {
  const later = applied.slice(known.length);
  if (later.some(({ number, oldest_program }) => (oldest_program ?? number) > known.length)) {
    throw new SluisError(
      'storage.conflict',
      `the database is at migration ${applied.length}, this version of Sluis knows ${known.length}: use the newer version`,
    );
  }
  applied.slice(0, known.length).forEach(({ number, digest }, index) => {
    if (known[index]?.number !== number || known[index].digest !== digest) {
      throw new SluisError(
        'storage.conflict',
        `migration ${number} in the database is not the one of this version of Sluis`,
      );
    }
  });
}

async function applyMissing(client: Client, known: readonly Migration[]): Promise<number> {
  // Held to the end of the transaction: of nodes that start together one migrates and the others find it done.
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  const applied = await appliedMigrations(client);
  checkApplied(applied, known);
  const missing = known.slice(applied.length);
  for (const { number, name, sql, digest, oldestProgram } of missing) {
    await client.query(sql);
    await client.query(
      'insert into sluis.migration (number, name, digest, oldest_program) values ($1, $2, $3, $4)',
      [number, name, digest, oldestProgram],
    );
  }
  return missing.length;
}

/**
 * Brings the schema to what this version needs, all migrations in one transaction. Forward only. Throws
 * `storage.conflict` when the database is too new for the program.
 */
export async function migrate(postgres: Postgres): Promise<{ readonly applied: number }> {
  const known = await readMigrations();
  const client = postgres.dedicated({ statementTimeoutMs: migrationTimeoutMs });
  client.on('error', (error) =>
    postgres.logger.warn('postgres.connection_lost', { component: 'postgres', error }),
  );
  try {
    await client.connect();
    await client.query('begin');
    const applied = await applyMissing(client, known);
    await client.query('commit');
    if (applied > 0) postgres.logger.info('postgres.migrated', { count: applied });
    return { applied };
  } catch (error) {
    throw postgresFailure(error);
  } finally {
    // Ends an open transaction too.
    await client.end().catch(() => undefined);
  }
}
