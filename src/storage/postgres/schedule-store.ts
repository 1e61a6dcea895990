import { z } from 'zod';
import type { AuditEvent } from '../../domain/ledger.ts';
import { recordKinds } from '../../domain/record-kinds.ts';
import type { NewVersion } from '../stores/records.ts';
import { type ScheduledChange, type ScheduleStore } from '../stores/schedule-store.ts';
import { moment, wholeNumber } from './columns.ts';
import { longTransaction } from './long-transaction.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { isLarge, writeEvents, writeRegister } from './write-register.ts';
import { statement } from './statement.ts';

const recordKind = z.enum(recordKinds);
const changeList = z.array(
  z.union([
    z.strictObject({ kind: recordKind, id: z.string(), ended: z.literal(true) }),
    z.strictObject({ kind: recordKind, id: z.string(), body: z.unknown() }),
  ]),
);
const faultList = z.array(
  z.strictObject({
    kind: recordKind,
    id: z.string(),
    path: z.array(z.union([z.string(), z.number()])),
    problem: z.string(),
    remedy: z.string(),
  }),
);

const base = {
  id: z.string(),
  author: z.string(),
  drafted_by: z.nullable(z.string()),
  reason: z.string(),
  due: moment,
  asked_at: moment,
};
const waiting = z.object({ ...base, changes: changeList, outcome: z.null() });
const ended = { ...base, changes: changeList, ended_at: moment };
const scheduledRow = z
  .discriminatedUnion('outcome', [
    waiting,
    z.object({ ...ended, outcome: z.literal('applied'), revision: wholeNumber }),
    z.object({ ...ended, outcome: z.literal('cancelled'), ended_by: z.string() }),
    z.object({ ...ended, outcome: z.literal('failed'), faults: faultList }),
  ])
  .transform((row): ScheduledChange => {
    const { id, author, reason, due, asked_at: askedAt, changes, drafted_by: draftedBy } = row;
    const proposal = { changes, author, reason, ...(draftedBy === null ? {} : { draftedBy }) };
    return { id, proposal, due, askedAt, state: stateOf(row) };
  });

type Row =
  | { readonly outcome: null }
  | { readonly outcome: 'applied'; readonly ended_at: number; readonly revision: number }
  | { readonly outcome: 'cancelled'; readonly ended_at: number; readonly ended_by: string }
  | { readonly outcome: 'failed'; readonly ended_at: number; readonly faults: z.infer<typeof faultList> };

function stateOf(row: Row): ScheduledChange['state'] {
  switch (row.outcome) {
    case null:
      return { name: 'waiting' };
    case 'applied':
      return { name: 'applied', at: row.ended_at, revision: row.revision };
    case 'cancelled':
      return { name: 'cancelled', at: row.ended_at, author: row.ended_by };
    case 'failed':
      return { name: 'failed', at: row.ended_at, faults: row.faults };
  }
}

const selectChanges = `select change.id, change.author, change.drafted_by, change.reason, due, asked_at, changes,
    outcome, ended.at as ended_at, revision, ended.author as ended_by, faults
  from sluis.scheduled_change as change left join sluis.scheduled_outcome as ended using (id)`;

const listChanges = statement({
  name: 'schedule-list',
  text: `${selectChanges} where outcome is null or ended.at >= $1 order by due, asked_at, id`,
  row: scheduledRow,
});
const dueChanges = statement({
  name: 'schedule-due',
  text: `${selectChanges} where outcome is null and due <= $1 order by due, asked_at, id`,
  row: scheduledRow,
});
const insertChange = statement({
  name: 'schedule-insert',
  text: `insert into sluis.scheduled_change (id, author, reason, due, asked_at, changes, drafted_by)
    values ($1, $2, $3, $4, $5, $6, $7)`,
  row: z.unknown(),
});
/** Whoever ends a change locks it first: of callers at the same time the others wait, and then find it ended. */
const lockChange = statement({
  name: 'schedule-lock',
  text: 'select id from sluis.scheduled_change where id = $1 for update',
  row: z.object({ id: z.string() }),
});
const findOutcome = statement({
  name: 'schedule-outcome',
  text: 'select id from sluis.scheduled_outcome where id = $1',
  row: z.object({ id: z.string() }),
});
const insertOutcome = statement({
  name: 'schedule-end',
  text: `insert into sluis.scheduled_outcome (id, outcome, at, revision, author, faults)
    values ($1, $2, $3, $4, $5, $6)`,
  row: z.unknown(),
});

interface End {
  readonly outcome: 'applied' | 'cancelled' | 'failed';
  readonly at: number;
  readonly revision?: number;
  readonly author?: string;
  readonly faults?: string;
}

/** Locks a change; false when there is none that waits. */
async function takeWaiting(run: RunStatement, id: string): Promise<boolean> {
  if ((await run(lockChange, [id])).length === 0) return false;
  return (await run(findOutcome, [id])).length === 0;
}

async function end(run: RunStatement, id: string, { outcome, at, ...rest }: End): Promise<void> {
  await run(insertOutcome, [id, outcome, new Date(at), rest.revision, rest.author, rest.faults]);
}

/** The schedule of the register's changes. Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresScheduleStore(postgres: Postgres): ScheduleStore {
  const inOne = <Value>(changes: readonly NewVersion[], work: (run: RunStatement) => Promise<Value>) =>
    isLarge(changes) ? longTransaction(postgres, work) : postgres.transaction(work);
  const endWith = (id: string, how: End, event: AuditEvent) =>
    postgres.transaction(async (run) => {
      if (!(await takeWaiting(run, id))) return false;
      await end(run, id, how);
      await writeEvents(run, [event]);
      return true;
    });
  return {
    ping: postgres.ping,
    close: postgres.close,
    add: ({ id, proposal: { changes, author, reason, draftedBy }, due, askedAt }, event) =>
      postgres.transaction(async (run) => {
        const text = JSON.stringify(changes);
        await run(insertChange, [id, author, reason, new Date(due), new Date(askedAt), text, draftedBy]);
        await writeEvents(run, [event]);
      }),
    list: (endedSince) => postgres.run(listChanges, [new Date(endedSince)]),
    due: (now) => postgres.run(dueChanges, [new Date(now)]),
    cancel: (id, { author, at }, event) => endWith(id, { outcome: 'cancelled', author, at }, event),
    fail: (id, { faults, at }, event) =>
      endWith(id, { outcome: 'failed', faults: JSON.stringify(faults), at }, event),
    apply: (id, expected, changes, meta) =>
      inOne<Awaited<ReturnType<ScheduleStore['apply']>>>(changes, async (run) => {
        if (!(await takeWaiting(run, id))) return { outcome: 'ended' };
        const written = await writeRegister(run, expected, changes, meta);
        if (written.outcome === 'conflict') return written;
        await end(run, id, { outcome: 'applied', at: meta.at, revision: written.revision });
        return written;
      }),
  };
}
