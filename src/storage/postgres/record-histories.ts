import { recordKinds } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import type { RecordVersion } from '../stores/records.ts';
import type { RegisterStore } from '../stores/register-store.ts';
import { moment, wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { namedReferences } from './record-queries.ts';
import { statement } from './statement.ts';

/** Each name by itself, so that the index is used whatever the planner thinks of the number of names. */
const histories = statement({
  name: 'register-histories',
  text: `select name.kind, name.id, version.version, version.body, version.ended, revision, author, reason, at
    from unnest($1::text[], $2::text[]) as name (kind, id)
    join sluis.record_version as version on version.kind = name.kind and version.id = name.id
    join sluis.register_revision using (revision)
    order by name.kind, name.id, version.version`,
  row: z.object({
    kind: z.enum(recordKinds),
    id: z.string(),
    version: z.int(),
    body: z.unknown(),
    ended: z.boolean(),
    revision: wholeNumber,
    author: z.string(),
    reason: z.string(),
    at: moment,
  }),
});

const everNaming = statement({
  name: 'register-ever-naming',
  text: `select distinct id from sluis.record_version
    where not ended and kind = $1 and id > $2 and refers_to @> $4::text[] order by id limit $3`,
  row: z.object({ id: z.string() }),
});

/** The part of the register store that reads versions of before. */
export function recordHistories({
  run,
}: Pick<Postgres, 'run'>): Pick<RegisterStore, 'history' | 'histories' | 'everNaming'> {
  const read: RegisterStore['histories'] = async (names): Promise<readonly RecordVersion[]> =>
    run(histories, [names.map(({ kind }) => kind), names.map(({ id }) => id)]);
  return {
    history: (kind, id) => read([{ kind, id }]),
    histories: read,
    everNaming: async ({ kind, after, limit, naming }) => {
      const rows = await run(everNaming, [kind, after ?? '', limit, namedReferences(naming)]);
      return rows.map(({ id }) => id);
    },
  };
}
