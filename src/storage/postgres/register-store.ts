import { recordKinds } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import type { ChangesSince, RecordState } from '../stores/records.ts';
import { type RegisterStore } from '../stores/register-store.ts';
import { wholeNumber } from './columns.ts';
import { listen } from './listener.ts';
import { longTransaction } from './long-transaction.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { readRegister } from './read-register.ts';
import { recordHistories } from './record-histories.ts';
import { recordQueries } from './record-queries.ts';
import { isLarge, readRevision, registerChannel, writeRegister } from './write-register.ts';
import { statement } from './statement.ts';

const recordKind = z.enum(recordKinds);

/**
 * One statement, so that all of it is one snapshot. The left join gives the revision also when nothing changed. The
 * versions are taken by the index of revisions before anything else, because a register that was filled a moment ago
 * has no statistics yet by which PostgreSQL would see that they are few. Their number is told with each row: of more
 * than were asked for the newest are missing, however few records they are of.
 */
const changedRecords = statement({
  name: 'register-changes',
  text: `with changed as materialized (
      select kind, id, version, ended, body from sluis.record_version
      where revision > $1 order by revision limit $2
    )
    select newest.revision, (select count(*) from changed)::integer as versions, kind, id, version, ended, body
    from (select coalesce(max(revision), 0) as revision from sluis.register_revision) as newest
    left join (
      select distinct on (kind, id) * from changed order by kind, id, version desc
    ) as last on true`,
  row: z.object({
    revision: wholeNumber,
    versions: z.int(),
    kind: recordKind.nullable(),
    id: z.string().nullable(),
    version: z.int().nullable(),
    ended: z.boolean().nullable(),
    body: z.unknown(),
  }),
});
async function readChanges(
  run: RunStatement,
  since: number,
  mostChanges: number,
): Promise<ChangesSince | undefined> {
  const rows = await run(changedRecords, [since, mostChanges + 1]);
  const { revision, versions } = rows[0] ?? { revision: 0, versions: 0 };
  if (revision < since || versions > mostChanges) return undefined;
  const states = rows.flatMap(({ kind, id, version, ended, body }): RecordState[] => {
    if (kind === null || id === null || version === null) return [];
    return [ended === true ? { kind, id, version, ended } : { kind, id, version, body }];
  });
  return { revision, states };
}

export interface RegisterStoreOptions {
  /** More new versions than this take longer to tell apart than to read everything anew. */
  readonly mostChanges?: number;
}

/** The federation register. Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresRegisterStore(
  postgres: Postgres,
  { mostChanges = 50_000 }: RegisterStoreOptions = {},
): RegisterStore {
  return {
    ping: postgres.ping,
    close: postgres.close,
    revision: () => readRevision(postgres.run),
    read: (take) => readRegister(postgres, take),
    changesSince: (revision) => readChanges(postgres.run, revision, mostChanges),
    apply: (expected, changes, meta) => {
      const write = (run: RunStatement) => writeRegister(run, expected, changes, meta);
      return isLarge(changes) ? longTransaction(postgres, write) : postgres.transaction(write);
    },
    ...recordQueries(postgres),
    ...recordHistories(postgres),
    subscribe: (changed) => listen(postgres, registerChannel, changed),
  };
}
