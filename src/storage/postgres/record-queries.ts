import { z } from 'zod';
import { recordKinds, type RecordQuery, type RegisterStore, type StoredRecord } from '../stores.ts';
import type { Postgres, Statement } from './pool.ts';

const row = z.object({ kind: z.enum(recordKinds), id: z.string(), version: z.int(), body: z.unknown() });

const newest = `select kind, id, version, version.body
  from sluis.record as record join sluis.record_version as version using (kind, id, version)
  where not record.ended and not version.ended`;

const findRecords = {
  name: 'register-find',
  text: `${newest} and (kind, id) in (select * from unnest($1::text[], $2::text[]))`,
  row,
};
const mentioningRecords = {
  name: 'register-mentioning',
  text: `${newest} and kind = $1 and sluis.mentions_of(version.body) && $2::text[]`,
  row,
};

/** Names of one question; the next ones are asked after it. */
const batchSize = 2_000;

/** The look-ups of `RegisterStore` for single records. */
export function recordQueries(postgres: Postgres): Pick<RegisterStore, 'find' | 'list' | 'mentioning'> {
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
    mentioning: (kind, mentions) => postgres.run(mentioningRecords, [kind, mentions]),
  };
}

/** A statement for exactly what is asked, so that PostgreSQL uses the primary key for a page and the mentions for a part. */
function listing({ kind, after, limit, naming }: RecordQuery): [Statement<StoredRecord>, unknown[]] {
  const mentions = Object.entries(naming ?? {}).map(([member, id]) => `${member} ${id}`);
  const part = mentions.length === 0 ? '' : ' and sluis.mentions_of(version.body) @> $4::text[]';
  const statement = {
    name: `register-list${mentions.length === 0 ? '' : '-naming'}`,
    text: `${newest} and kind = $1 and id > $2${part} order by id limit $3`,
    row,
  };
  return [statement, [kind, after ?? '', limit, ...(mentions.length === 0 ? [] : [mentions])]];
}
