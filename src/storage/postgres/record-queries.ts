import { recordKinds } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import type { RecordQuery, StoredRecord } from '../stores/records.ts';
import { type RegisterStore } from '../stores/register-store.ts';
import type { Postgres } from './pool.ts';
import { statement, type Statement } from './statement.ts';

const row = z.object({ kind: z.enum(recordKinds), id: z.string(), version: z.int(), body: z.unknown() });

const newest = `select kind, id, version, version.body
  from sluis.record as record join sluis.record_version as version using (kind, id, version)
  where not record.ended and not version.ended`;

/** Each name by itself, so that the index is used whatever the planner thinks of the number of names. */
const findRecords = statement({
  name: 'register-find',
  text: `select found.* from unnest($1::text[], $2::text[]) as name (kind, id)
    cross join lateral (
      select kind, id, version, version.body
      from sluis.record as record join sluis.record_version as version using (kind, id, version)
      where record.kind = name.kind and record.id = name.id and not record.ended limit 1
    ) as found`,
  row,
});
/** Cuts off the page before it looks at a body. */
const pageOfRecords = statement({
  name: 'register-list',
  text: `select kind, id, version, version.body
    from (
      select kind, id, version from sluis.record
      where kind = $1 and id > $2 and not ended order by id limit $3
    ) as page join sluis.record_version as version using (kind, id, version) order by id`,
  row,
});
const pageOfReferring = statement({
  name: 'register-list-naming',
  text: `${newest} and kind = $1 and id > $2 and version.refers_to @> $4::text[]
    order by id limit $3`,
  row,
});
const referringRecords = statement({
  name: 'register-referring',
  text: `${newest} and kind = $1 and version.refers_to && $2::text[]`,
  row,
});

const everReferringVersions = statement({
  name: 'register-ever-referring',
  text: `select kind, id, version, body from sluis.record_version
    where not ended and kind = $1 and refers_to && $2::text[] order by id, version`,
  row,
});

/** Names of one question; the next ones are asked after it. */
const batchSize = 2_000;

/** The look-ups of `RegisterStore` for single records. */
export function recordQueries(
  postgres: Postgres,
): Pick<RegisterStore, 'find' | 'list' | 'referringTo' | 'everReferringTo'> {
  return {
    find: async (names) => {
      const found: StoredRecord[] = [];
      for (let start = 0; start < names.length; start += batchSize) {
        const some = names.slice(start, start + batchSize);
        const values = [some.map(({ kind }) => kind), some.map(({ id }) => id)];
        found.push(...(await postgres.run(findRecords, values)));
      }
      return found;
    },
    list: (query) => postgres.run(...listing(query)),
    referringTo: (kind, references) => postgres.run(referringRecords, [kind, references]),
    everReferringTo: (kind, references) => postgres.run(everReferringVersions, [kind, references]),
  };
}

/** By what the records of a question are found, as it is stored with each of their versions. */
export function namedReferences(naming: RecordQuery['naming']): readonly string[] {
  return Object.entries(naming ?? {}).map(([member, id]) => `${member} ${id}`);
}

function listing({ kind, after, limit, naming }: RecordQuery): [Statement<StoredRecord>, unknown[]] {
  const references = namedReferences(naming);
  const values = [kind, after ?? '', limit];
  return references.length === 0 ? [pageOfRecords, values] : [pageOfReferring, [...values, references]];
}
