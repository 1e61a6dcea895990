import { recordKinds } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import type { StoredRecord } from '../stores/records.ts';
import { longTransaction } from './long-transaction.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { readRevision } from './write-register.ts';
import { statement } from './statement.ts';

/** Rows of one fetch: some tens of milliseconds of work, and a few megabytes. */
const batchSize = 2_000;

const oneSnapshot = statement({
  name: 'register-read',
  text: 'set transaction isolation level repeatable read read only',
  row: z.unknown(),
});
/** Plans that give the first rows at once, and do not sort everything before: the first batch has to come in time too. */
const streaming = statement({
  name: 'register-read-streaming',
  text: `select set_config('enable_sort', 'off', true), set_config('enable_hashjoin', 'off', true)`,
  row: z.unknown(),
});
/** In the order of both primary keys. */
const declareCursor = statement({
  name: 'register-read-cursor',
  text: `declare register_records no scroll cursor for
    select kind, id, version, version.body
    from sluis.record as record join sluis.record_version as version using (kind, id, version)
    where not record.ended
    order by kind, id`,
  row: z.unknown(),
});
const fetchBatch = statement({
  name: 'register-read-batch',
  text: `fetch ${batchSize} from register_records`,
  // By hand: half a million rows are checked here before a node is ready.
  row: z.custom<StoredRecord>(isStoredRecord),
});

const kinds: ReadonlySet<unknown> = new Set(recordKinds);

function isStoredRecord(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false;
  const { kind, id, version }: { kind?: unknown; id?: unknown; version?: unknown } = row;
  return kinds.has(kind) && typeof id === 'string' && typeof version === 'number' && 'body' in row;
}

/** See `RegisterStore.read`. */
export function readRegister(
  postgres: Postgres,
  take: (batch: readonly StoredRecord[]) => void,
): Promise<number> {
  return longTransaction(postgres, async (run) => {
    await run(oneSnapshot, []);
    await run(streaming, []);
    const revision = await readRevision(run);
    await run(declareCursor, []);
    await takeBatches(run, take);
    return revision;
  });
}

/** While one batch is taken, the database already reads the next. */
async function takeBatches(run: RunStatement, take: (batch: readonly StoredRecord[]) => void): Promise<void> {
  let fetching = run(fetchBatch, []);
  for (;;) {
    const batch = await fetching;
    const isLast = batch.length < batchSize;
    if (!isLast) {
      fetching = run(fetchBatch, []);
      // When `take` throws, nobody waits for it any more.
      fetching.catch(() => undefined);
    }
    if (batch.length > 0) take(batch);
    if (isLast) return;
  }
}
