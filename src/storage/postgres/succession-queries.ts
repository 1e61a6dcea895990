import { z } from 'zod';
import { calendarDay } from '../../domain/clock.ts';
import { personRoot, sectorId, type PersonRoot } from '../../domain/ids.ts';
import type { Successions } from '../successions.ts';
import { branded } from './columns.ts';
import { grouped } from './grouped.ts';
import type { Postgres } from './pool.ts';
import { statement } from './statement.ts';

const findSuccession = statement({
  name: 'succession-find',
  text: 'select former_root from sluis.person_succession where former_root = any ($1::text[])',
  row: z.object({ former_root: z.string() }),
});
/** By the index on the time: a day is a stretch of time in the zone of the federation. */
const firstDay = statement({
  name: 'succession-day',
  text: `select to_char(min(at) at time zone $3, 'YYYY-MM-DD') as day from sluis.person_succession
    where at >= $1::date::timestamp at time zone $3 and at < $2::date::timestamp at time zone $3`,
  row: z.object({ day: branded(calendarDay).nullable() }),
});
/**
 * The place is a hash of sector and root. The time would put two suppliers' lists in the same order, and so would
 * anything else that is one for both.
 */
const listDay = statement({
  name: 'succession-list',
  text: `select former, root, sector, place from (
      select gone.former_root as former, gone.root, own.sector,
          encode(sha256(convert_to(own.sector || ' ' || gone.former_root, 'UTF8')), 'hex') as place
        from sluis.person_succession as gone
          cross join (select distinct sector from unnest($4::text[]) as own (sector)) as own
        where gone.at >= $1::date::timestamp at time zone $2
          and gone.at < ($1::date + 1)::timestamp at time zone $2
          and exists (
            select from sluis.person_handle as handle join sluis.disclosure as entry on entry.person = handle.handle
              join unnest($4::text[], $5::text[]) as given (sector, service) on given.service = entry.service
              where handle.root = gone.former_root and entry.supplier = $3 and given.sector = own.sector
          )
    ) as seen
    where place > $6 order by place limit $7`,
  row: z.object({
    former: branded(personRoot),
    root: branded(personRoot),
    sector: branded(sectorId),
    place: z.string(),
  }),
});

/** The part of the person store that knows which roots gave way to which. */
export function createSuccessionQueries(postgres: Pick<Postgres, 'run'>): Successions {
  return {
    hasGivenWay: grouped(async (roots: readonly PersonRoot[]) => {
      const former = new Set((await postgres.run(findSuccession, [roots])).map((row) => row.former_root));
      return roots.map((root) => former.has(root));
    }),
    successions: async ({ supplier, services, zone, from, after, before, limit }) => {
      const [found] = await postgres.run(firstDay, [from, before, zone]);
      const day = found?.day ?? undefined;
      if (day === undefined) return undefined;
      const successions = await postgres.run(listDay, [
        day,
        zone,
        supplier,
        services.map(({ sector }) => sector),
        services.map(({ id }) => id),
        day === from ? (after ?? '') : '',
        limit,
      ]);
      return { day, successions };
    },
  };
}
