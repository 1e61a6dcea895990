import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { createClient } from 'redis';
import { z } from 'zod';
import { systemClock } from '../../src/domain/clock.ts';
import { startEmbeddedPostgres } from '../../src/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { startRedis } from '../../testkit/services/redis.ts';

/** Redis (Debian's `redis-server`) and PostgreSQL (embedded, with fsync), fresh and away from the measured core. */
export interface Stores {
  readonly redisUrl: string;
  /** A fresh, empty database. */
  createDatabase(name: string): Promise<string>;
  /** Commands so far, by name; without those of monitoring. */
  redisCommands(): Promise<ReadonlyMap<string, number>>;
  /** Transactions so far; a statement on its own is one. Takes some ten seconds. */
  transactions(database: string): Promise<number>;
  stop(): Promise<void>;
}

const monitoring = new Set(['ping', 'info', 'hello', 'client|setinfo', 'select']);

export async function startStores(): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-bench-'));
  // PostgreSQL runs as a user of its own, who has to be able to enter
  await chmod(folder, 0o755);
  const logger = createLogger({ level: 'warn' });
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, logger, clock: systemClock });
  const redis = await startRedis();
  const asker = createClient({ url: redis.url });
  asker.on('error', () => undefined);
  await asker.connect();
  return {
    redisUrl: redis.url,
    async createDatabase(name) {
      await ask(postgres.url, `create database ${name}`);
      return databaseUrl(postgres.url, name);
    },
    redisCommands: async () => readCommandStatistics(await asker.info('commandstats')),
    transactions: (name) => countTransactions(postgres.url, name),
    async stop() {
      asker.destroy();
      await redis.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function readCommandStatistics(text: string): ReadonlyMap<string, number> {
  const found = [...text.matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm)];
  return new Map(
    found.flatMap(([, name = '', calls]) => (monitoring.has(name) ? [] : [[name, Number(calls)] as const])),
  );
}

const counted = z.array(z.object({ count: z.coerce.number() })).length(1);
/** A connection that has gone quiet reports what it did within ten seconds (PGSTAT_IDLE_INTERVAL). */
const reportMillis = 11_000;

async function countTransactions(url: string, name: string): Promise<number> {
  await pause(reportMillis);
  const rows = await ask(url, `select xact_commit as count from pg_stat_database where datname = '${name}'`);
  const [row] = counted.parse(rows);
  return row?.count ?? NaN;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, name: string): string {
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  return fresh.href;
}
