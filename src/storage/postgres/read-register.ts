import type { Client } from 'pg';
import { z } from 'zod';
import { recordKinds, type StoredRecord } from '../stores.ts';
import { withinTime } from '../time-limit.ts';
import { wholeNumber } from './columns.ts';
import { postgresFailure } from './failures.ts';
import type { Postgres } from './pool.ts';

/** Rows of one fetch: some tens of milliseconds of work, and a few megabytes. */
const batchSize = 5_000;

/** The order is that of both primary keys, so that the first rows come at once and nothing is sorted. */
const declareCursor = `declare register_records no scroll cursor for
  select kind, id, version, version.body
  from sluis.record as record join sluis.record_version as version using (kind, id, version)
  where not record.ended
  order by kind, id`;
const fetchBatch = `fetch ${batchSize} from register_records`;
const newestRevision = 'select coalesce(max(revision), 0) as revision from sluis.register_revision';

const revisionRows = z.tuple([z.object({ revision: wholeNumber })]);
const recordRows = z.array(
  z.object({ kind: z.enum(recordKinds), id: z.string(), version: z.int(), body: z.unknown() }),
);

type Ask = <Rows>(sql: string, rows: z.ZodType<Rows>) => Promise<Rows>;

/** See `RegisterStore.read`. Has a connection of its own, so that it takes none from logins while it lasts. */
export async function readRegister(
  postgres: Postgres,
  take: (batch: readonly StoredRecord[]) => void,
): Promise<number> {
  const client: Client = postgres.dedicated();
  // The question under way fails by itself; without a listener the event would end the process.
  client.on('error', () => undefined);
  const ask = askWith(client, postgres.timeoutMs);
  try {
    await inTime(postgres.timeoutMs, () => client.connect());
    await ask('begin transaction isolation level repeatable read read only', z.unknown());
    const [{ revision }] = await ask(newestRevision, revisionRows);
    await ask(declareCursor, z.unknown());
    await takeBatches(ask, take);
    return revision;
  } finally {
    // Ends the transaction too.
    client.end().catch(() => undefined);
  }
}

function askWith(client: Client, timeoutMs: number): Ask {
  return (sql, rows) =>
    inTime(timeoutMs, async () => rows.parse((await client.query<Record<string, unknown>>(sql)).rows));
}

async function inTime<Value>(timeoutMs: number, work: () => Promise<Value>): Promise<Value> {
  try {
    return await withinTime(timeoutMs, 'postgres', work);
  } catch (error) {
    throw postgresFailure(error);
  }
}

/** While one batch is taken, the database already reads the next. */
async function takeBatches(ask: Ask, take: (batch: readonly StoredRecord[]) => void): Promise<void> {
  let fetching = ask(fetchBatch, recordRows);
  for (;;) {
    const batch = await fetching;
    const isLast = batch.length < batchSize;
    if (!isLast) {
      fetching = ask(fetchBatch, recordRows);
      // When `take` throws, nobody waits for it any more.
      fetching.catch(() => undefined);
    }
    if (batch.length > 0) take(batch);
    if (isLast) return;
  }
}
