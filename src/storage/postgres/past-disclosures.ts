import { z } from 'zod';
import { calendarDay } from '../../domain/clock.ts';
import { attributeName } from '../../domain/ids.ts';
import { affiliations } from '../../domain/person.ts';
import type { DisclosurePeriod, LedgerStore } from '../stores/ledger-store.ts';
import { branded, wholeNumber } from './columns.ts';
import { becameOfClaim } from './ledger-rows.ts';
import type { Postgres } from './pool.ts';
import { statement, type Statement } from './statement.ts';

/** By the index on school and time, or on service and time. */
const ofPeriod = `entry.board = $1 and entry.school = any ($2::text[]) and entry.service = $3
      and entry.at >= $4::date::timestamp at time zone $6 and entry.at < $5::date::timestamp at time zone $6`;

/** People are told apart inside the statements alone, by who they are now; nobody has `root` who was erased. */
const toldApart = `left join sluis.person_handle as handle on handle.handle = alike.person and handle.board = $1
      left join sluis.person_succession as succession on succession.former_root = handle.root`;

/** By hash, and not by sorting as `count(distinct)` does. */
const peopleInAll =
  'select count(*) from (select root from by_root where root is not null group by root) as people';

/**
 * So that entries of a whole board are grouped by hash, in memory, and not sorted on disk. Planned anew each time: the plan for any
 * period, to which PostgreSQL goes over after five, takes a board for a school and sorts. Until the transaction ends.
 */
const moreMemory = statement({
  name: 'disclosure-count-memory',
  text: `select set_config('work_mem', '128MB', true) as memory,
      set_config('plan_cache_mode', 'force_custom_plan', true) as planned`,
  row: z.object({ memory: z.string(), planned: z.string() }),
});

/**
 * Grouped by handle first: what is compared and joined then is no longer as many rows as there are entries. The row without a claim is
 * that of all of an affiliation.
 */
const countClaims = statement({
  name: 'disclosure-count-claims',
  text: `with alike as (
      select entry.affiliation, entry.released, entry.withheld, entry.person, count(*) as entries
      from sluis.disclosure as entry where ${ofPeriod}
      group by 1, 2, 3, 4
    ), by_root as (
      select alike.affiliation, alike.released, alike.withheld, coalesce(succession.root, handle.root) as root,
        alike.entries
      from alike ${toldApart}
    ), by_claim as (
      select by_root.affiliation, each.claim, each.became, by_root.root, sum(by_root.entries) as entries
      from by_root cross join lateral (
        select null as claim, null::jsonb as became
        union all select claim ->> 'claim', claim - 'claim'
          from jsonb_array_elements(by_root.released || by_root.withheld) as named (claim)
      ) as each
      group by 1, 2, 3, 4
    )
    select affiliation, claim, became, sum(entries)::bigint as entries, count(root) as people,
      (${peopleInAll}) as people_in_all
    from by_claim
    group by 1, 2, 3
    order by 1, 2 nulls first, 3`,
  row: z.intersection(
    z.object({
      affiliation: z.enum(affiliations),
      entries: wholeNumber,
      people: wholeNumber,
      people_in_all: wholeNumber,
    }),
    z.union([
      z.object({ claim: z.null(), became: z.null() }),
      z.object({ claim: branded(attributeName), became: becameOfClaim }),
    ]),
  ),
});

const countByDay = statement({
  name: 'disclosure-count-by-day',
  text: `with alike as (
      select (entry.at at time zone $6)::date as day, entry.affiliation, entry.person, count(*) as entries
      from sluis.disclosure as entry where ${ofPeriod}
      group by 1, 2, 3
    ), by_root as (
      select alike.day, alike.affiliation, coalesce(succession.root, handle.root) as root,
        sum(alike.entries) as entries
      from alike ${toldApart}
      group by 1, 2, 3
    )
    select to_char(day, 'YYYY-MM-DD') as day, affiliation, sum(entries)::bigint as entries, count(root) as people,
      (${peopleInAll}) as people_in_all
    from by_root
    group by by_root.day, affiliation
    order by by_root.day, affiliation`,
  row: z.object({
    day: branded(calendarDay),
    affiliation: z.enum(affiliations),
    entries: wholeNumber,
    people: wholeNumber,
    people_in_all: wholeNumber,
  }),
});

/** The part of the ledger store that counts what left, for people who see no entry. */
export function createPastDisclosures({
  transaction,
}: Pick<Postgres, 'transaction'>): Pick<LedgerStore, 'countClaims' | 'countByDay'> {
  const valuesOf = ({ board, schools, service, from, before, zone }: DisclosurePeriod) => [
    board,
    schools,
    service,
    from,
    before,
    zone,
  ];
  const runInMemory = <Row>(asked: Statement<Row>, period: DisclosurePeriod): Promise<readonly Row[]> =>
    transaction(async (run) => {
      await run(moreMemory, []);
      return run(asked, valuesOf(period));
    });
  return {
    async countClaims(period) {
      const rows = await runInMemory(countClaims, period);
      return {
        people: rows[0]?.people_in_all ?? 0,
        affiliations: rows.flatMap(({ affiliation, entries, people, claim }) =>
          claim === null ? [{ affiliation, entries, people }] : [],
        ),
        claims: rows.flatMap(({ affiliation, entries, people, claim, became }) =>
          claim === null ? [] : [{ affiliation, entries, people, claim, then: became }],
        ),
      };
    },
    async countByDay(period) {
      const rows = await runInMemory(countByDay, period);
      return {
        people: rows[0]?.people_in_all ?? 0,
        days: rows.map(({ people_in_all: _people, ...day }) => day),
      };
    },
  };
}
