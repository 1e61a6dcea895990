import { z } from 'zod';
import { calendarDay } from '../../domain/clock.ts';
import { boardId, portalAccountId } from '../../domain/ids.ts';
import { recordKinds } from '../../domain/record-kinds.ts';
import type { Draft, DraftStore } from '../stores/draft-store.ts';
import { branded, moment, wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { statement } from './statement.ts';
import { writeEvents } from './write-register.ts';

const row = z
  .object({
    id: z.string(),
    board: branded(boardId),
    record_kind: z.enum(recordKinds),
    record_id: z.string(),
    body: z.unknown(),
    record_version: z.int(),
    drafted_by: branded(portalAccountId),
    reason: z.string(),
    from_day: z.nullable(branded(calendarDay)),
    at: moment,
  })
  .transform((draft): Draft => ({
    id: draft.id,
    board: draft.board,
    record: { kind: draft.record_kind, id: draft.record_id, body: draft.body },
    version: draft.record_version,
    by: draft.drafted_by,
    reason: draft.reason,
    ...(draft.from_day === null ? {} : { from: draft.from_day }),
    at: draft.at,
  }));

const list = statement({
  name: 'drafts',
  text: `select id, board, record_kind, record_id, body, record_version, drafted_by, reason,
      to_char(from_day, 'YYYY-MM-DD') as from_day, at
    from sluis.draft where board = $1 and at >= $2 order by at, id`,
  row,
});
/** Held until the end of the transaction: of two that are added at once the second is counted with the first. */
const lock = statement({
  name: 'draft-lock',
  text: 'lock table sluis.draft in share row exclusive mode',
  row: z.unknown(),
});
const forgetOld = statement({
  name: 'draft-forget-old',
  text: 'delete from sluis.draft where at < $1',
  row: z.unknown(),
});
const count = statement({
  name: 'draft-count',
  text: `select count(*) as of_board, count(*) filter (where record_kind = $2 and record_id = $3) as of_record
    from sluis.draft where board = $1`,
  row: z.object({ of_board: wholeNumber, of_record: wholeNumber }),
});
const insert = statement({
  name: 'draft-insert',
  text: `insert into sluis.draft
      (id, board, record_kind, record_id, body, record_version, drafted_by, reason, from_day, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  row: z.unknown(),
});
const remove = statement({
  name: 'draft-remove',
  text: 'delete from sluis.draft where id = $1 returning id',
  row: z.object({ id: z.string() }),
});

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresDraftStore(postgres: Postgres): DraftStore {
  return {
    ping: postgres.ping,
    close: postgres.close,
    add: (draft, event, { keptSince, ofBoard, ofRecord }) =>
      postgres.transaction(async (run) => {
        const { id, board, record, version, by, reason, from, at } = draft;
        await run(lock, []);
        await run(forgetOld, [new Date(keptSince)]);
        const [counted] = await run(count, [board, record.kind, record.id]);
        if (counted === undefined || counted.of_board >= ofBoard || counted.of_record >= ofRecord) {
          return 'full';
        }
        const body = JSON.stringify(record.body);
        const day = from ?? null;
        await run(insert, [id, board, record.kind, record.id, body, version, by, reason, day, new Date(at)]);
        await writeEvents(run, [event]);
        return 'added';
      }),
    list: (board, since) => postgres.run(list, [board, new Date(since)]),
    remove: (id, event) =>
      postgres.transaction(async (run) => {
        if ((await run(remove, [id])).length === 0) return false;
        await writeEvents(run, [event]);
        return true;
      }),
  };
}
