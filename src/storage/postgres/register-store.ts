import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import { recordKinds, type RecordChange, type RegisterStore } from '../stores.ts';
import { moment, wholeNumber } from './columns.ts';
import { listen } from './listener.ts';
import type { Postgres, RunStatement } from './pool.ts';

const channel = 'sluis_register';
const recordKind = z.enum(recordKinds);

const newestRevision = {
  name: 'register-revision',
  text: 'select coalesce(max(revision), 0) as revision from sluis.register_revision',
  row: z.object({ revision: wholeNumber }),
};
/** One statement, so that all of it is one picture. The left join gives the revision also when nothing is registered. */
const loadRecords = {
  name: 'register-load',
  text: `select newest.revision, version.kind, version.id, version.version, version.body
    from (select coalesce(max(revision), 0) as revision from sluis.register_revision) as newest
    left join (sluis.record as record join sluis.record_version as version using (kind, id, version))
      on not record.ended
    order by version.kind, version.id`,
  row: z.object({
    revision: wholeNumber,
    kind: recordKind.nullable(),
    id: z.string().nullable(),
    version: z.int().nullable(),
    body: z.unknown(),
  }),
};
/** Lets readers through; a second writer waits until the first has committed. */
const lockRegister = {
  name: 'register-lock',
  text: 'lock table sluis.register_revision in exclusive mode',
  row: z.unknown(),
};
const insertRevision = {
  name: 'register-revision-insert',
  text: 'insert into sluis.register_revision (revision, author, reason, at) values ($1, $2, $3, $4)',
  row: z.unknown(),
};
const insertVersions = {
  name: 'register-versions-insert',
  text: `with change as (
      select * from unnest($2::text[], $3::text[], $4::jsonb[]) as change (kind, id, body)
    ), newest as (
      insert into sluis.record as known (kind, id, version, ended)
      select kind, id, 1, body is null from change
      on conflict (kind, id) do update set version = known.version + 1, ended = excluded.ended
      returning kind, id, version
    )
    insert into sluis.record_version (kind, id, version, revision, ended, body)
    select kind, id, version, $1, body is null, body from newest join change using (kind, id)`,
  row: z.unknown(),
};
const activeRecords = {
  name: 'register-active',
  text: `select kind, id from sluis.record
    where not ended and (kind, id) in (select * from unnest($1::text[], $2::text[]))`,
  row: z.object({ kind: recordKind, id: z.string() }),
};
const notify = { name: 'register-notify', text: `select pg_notify('${channel}', $1)`, row: z.unknown() };
const recordHistory = {
  name: 'register-history',
  text: `select version.version, version.body, version.ended, revision, author, reason, at
    from sluis.record_version as version join sluis.register_revision using (revision)
    where kind = $1 and id = $2 order by version.version`,
  row: z.object({
    version: z.int(),
    body: z.unknown(),
    ended: z.boolean(),
    revision: wholeNumber,
    author: z.string(),
    reason: z.string(),
    at: moment,
  }),
};

async function readRevision(run: RunStatement): Promise<number> {
  const [row] = await run(newestRevision, []);
  return row?.revision ?? 0;
}

function isEnd(change: RecordChange): change is Extract<RecordChange, { ended: true }> {
  return 'ended' in change;
}

/** A change that names a record twice, has no body, or ends what is not there is a fault of the caller: nothing is written. */
async function checkChanges(run: RunStatement, changes: readonly RecordChange[]): Promise<void> {
  const names = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
  if (names.size < changes.length) throw new SluisError('register.invalid', 'a change names a record twice');
  const ends = changes.filter(isEnd);
  const active = await run(activeRecords, [ends.map(({ kind }) => kind), ends.map(({ id }) => id)]);
  if (active.length < ends.length) {
    throw new SluisError('register.invalid', 'a change ends a record that is not there');
  }
}

/** JSON text of a new version's body; `null`, which no body may be, marks an ended record. */
function bodyText(change: RecordChange): string | null {
  if (isEnd(change)) return null;
  if (change.body === undefined || change.body === null) {
    throw new SluisError('register.invalid', 'a record without a body');
  }
  return JSON.stringify(change.body);
}

async function writeChanges(
  run: RunStatement,
  revision: number,
  changes: readonly RecordChange[],
): Promise<void> {
  const kinds = changes.map(({ kind }) => kind);
  const ids = changes.map(({ id }) => id);
  await run(insertVersions, [revision, kinds, ids, changes.map(bodyText)]);
  await run(notify, [String(revision)]);
}

/** The federation register. Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresRegisterStore(postgres: Postgres): RegisterStore {
  return {
    ping: postgres.ping,
    close: postgres.close,
    revision: () => readRevision(postgres.run),
    load: async () => {
      const rows = await postgres.run(loadRecords, []);
      const records = rows.flatMap(({ kind, id, version, body }) =>
        kind === null || id === null || version === null ? [] : [{ kind, id, version, body }],
      );
      return { revision: rows[0]?.revision ?? 0, records };
    },
    apply: (expected, changes, meta) =>
      postgres.transaction(async (run) => {
        await run(lockRegister, []);
        if ((await readRevision(run)) !== expected) return { outcome: 'conflict' };
        if (changes.length === 0) return { outcome: 'applied', revision: expected };
        await checkChanges(run, changes);
        const revision = expected + 1;
        await run(insertRevision, [revision, meta.author, meta.reason, new Date(meta.at)]);
        await writeChanges(run, revision, changes);
        return { outcome: 'applied', revision };
      }),
    history: async (kind, id) =>
      (await postgres.run(recordHistory, [kind, id])).map((version) => ({ kind, id, ...version })),
    subscribe: (changed) => listen(postgres, channel, changed),
  };
}
