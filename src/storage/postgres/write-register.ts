import { recordKinds } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { NewVersion, RevisionMeta } from '../stores/records.ts';
import { appendAudits, auditJson } from './audit-rows.ts';
import { wholeNumber } from './columns.ts';
import type { RunStatement } from './pool.ts';
import { statement } from './statement.ts';

export const registerChannel = 'sluis_register';

/** Records of one statement: some hundreds of milliseconds of work. */
const batchSize = 2_500;

const newestRevision = statement({
  name: 'register-revision',
  text: 'select coalesce(max(revision), 0) as revision from sluis.register_revision',
  row: z.object({ revision: wholeNumber }),
});
/** Lets readers through; a second writer waits until the first has committed. */
const lockRegister = statement({
  name: 'register-lock',
  text: 'lock table sluis.register_revision in exclusive mode',
  row: z.unknown(),
});
const insertRevision = statement({
  name: 'register-revision-insert',
  text: 'insert into sluis.register_revision (revision, author, reason, at) values ($1, $2, $3, $4)',
  row: z.unknown(),
});
const insertVersions = statement({
  name: 'register-versions-insert',
  text: `with change as (
      select * from unnest($2::text[], $3::text[], $4::jsonb[], $5::text[]) as change (kind, id, body, refers_to)
    ), newest as (
      insert into sluis.record as known (kind, id, version, ended)
      select kind, id, 1, body is null from change
      on conflict (kind, id) do update set version = known.version + 1, ended = excluded.ended
      returning kind, id, version
    )
    insert into sluis.record_version (kind, id, version, revision, ended, body, refers_to)
    select kind, id, version, $1, body is null, body, refers_to::text[] from newest join change using (kind, id)`,
  row: z.unknown(),
});
const activeRecords = statement({
  name: 'register-active',
  text: `select kind, id from sluis.record
    where not ended and (kind, id) in (select * from unnest($1::text[], $2::text[]))`,
  row: z.object({ kind: z.enum(recordKinds), id: z.string() }),
});
/** After much has changed the planner would go by how things were, and take seconds for a look-up of milliseconds. */
const analyzeRecords = statement({
  name: 'register-analyze',
  text: 'analyze sluis.record',
  row: z.unknown(),
});
const analyzeVersions = statement({
  name: 'register-versions-analyze',
  text: 'analyze sluis.record_version',
  row: z.unknown(),
});
const notify = statement({
  name: 'register-notify',
  text: `select pg_notify('${registerChannel}', $1)`,
  row: z.unknown(),
});

export type WriteOutcome =
  { readonly outcome: 'applied'; readonly revision: number } | { readonly outcome: 'conflict' };

export async function readRevision(run: RunStatement): Promise<number> {
  const [row] = await run(newestRevision, []);
  return row?.revision ?? 0;
}

/** Does what `RegisterStore.apply` promises, within a transaction of the caller. */
export async function writeRegister(
  run: RunStatement,
  expected: number,
  changes: readonly NewVersion[],
  meta: RevisionMeta,
): Promise<WriteOutcome> {
  await run(lockRegister, []);
  if ((await readRevision(run)) !== expected) return { outcome: 'conflict' };
  if (changes.length === 0) {
    await writeEvents(run, meta.events);
    return { outcome: 'applied', revision: expected };
  }
  await checkChanges(run, changes);
  const revision = expected + 1;
  await run(insertRevision, [revision, meta.author, meta.reason, new Date(meta.at)]);
  for (const batch of batches(changes)) await insertBatch(run, revision, batch);
  if (isLarge(changes)) {
    await run(analyzeRecords, []);
    await run(analyzeVersions, []);
  }
  await writeEvents(run, meta.events);
  await run(notify, [String(revision)]);
  return { outcome: 'applied', revision };
}

/** True when so much changes that one time limit for all of it would be too short. */
export function isLarge(changes: readonly NewVersion[]): boolean {
  return changes.length > batchSize;
}

/** Writes events of the audit trail within a transaction of the caller. */
export async function writeEvents(
  run: RunStatement,
  events: readonly AuditEvent[] | undefined,
): Promise<void> {
  if (events !== undefined && events.length > 0) await run(appendAudits, [auditJson(events)]);
}

async function insertBatch(
  run: RunStatement,
  revision: number,
  changes: readonly NewVersion[],
): Promise<void> {
  const kinds = changes.map(({ kind }) => kind);
  const ids = changes.map(({ id }) => id);
  await run(insertVersions, [revision, kinds, ids, changes.map(bodyText), changes.map(referencesText)]);
}

function* batches(changes: readonly NewVersion[]): Generator<readonly NewVersion[]> {
  for (let start = 0; start < changes.length; start += batchSize) {
    yield changes.slice(start, start + batchSize);
  }
}

function isEnd(change: NewVersion): change is Extract<NewVersion, { ended: true }> {
  return 'ended' in change;
}

/** A change that names a record twice, has no body, or ends what is not there is a fault of the caller: nothing is written. */
async function checkChanges(run: RunStatement, changes: readonly NewVersion[]): Promise<void> {
  const names = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
  if (names.size < changes.length) throw new SluisError('register.invalid', 'a change names a record twice');
  for (const ends of batches(changes.filter(isEnd))) {
    const active = await run(activeRecords, [ends.map(({ kind }) => kind), ends.map(({ id }) => id)]);
    if (active.length < ends.length) {
      throw new SluisError('register.invalid', 'a change ends a record that is not there');
    }
  }
}

/** As PostgreSQL writes lists of texts. References are made of ids and words, and are quoted all the same. */
function referencesText(change: NewVersion): string | null {
  if (isEnd(change)) return null;
  const quoted = change.references.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);
  return `{${quoted.join(',')}}`;
}

/** JSON text of a new version's body; `null`, which no body may be, marks an ended record. */
function bodyText(change: NewVersion): string | null {
  if (isEnd(change)) return null;
  if (change.body === undefined || change.body === null) {
    throw new SluisError('register.invalid', 'a record without a body');
  }
  return JSON.stringify(change.body);
}
