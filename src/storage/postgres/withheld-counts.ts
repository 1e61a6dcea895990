import { z } from 'zod';
import { calendarDay } from '../../domain/clock.ts';
import { attributeName, boardId, schoolId } from '../../domain/ids.ts';
import { withheldReasons } from '../../domain/release.ts';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { branded, wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { statement } from './statement.ts';

/** By the index on service and time: as much is read as the service was given since that day. */
const countWithheld = statement({
  name: 'disclosure-count-withheld',
  text: `select to_char(entry.at at time zone $3, 'YYYY-MM-DD') as day, entry.school, kept.claim, kept.reason,
      count(*) as entries
    from sluis.disclosure as entry
      cross join lateral jsonb_to_recordset(entry.withheld) as kept (claim text, reason text)
    where entry.service = $1 and entry.at >= $2::date::timestamp at time zone $3
      and kept.claim = any ($4::text[]) and ($5::text is null or entry.school = $5)
    group by 1, 2, 3, 4
    order by 1 desc, 2, 3, 4`,
  row: z.object({
    day: branded(calendarDay),
    school: branded(schoolId),
    claim: branded(attributeName),
    reason: z.enum(withheldReasons),
    entries: wholeNumber,
  }),
});

/** People are told apart inside this statement alone: what comes out of it names schools. */
const schoolsLacking = statement({
  name: 'disclosure-schools-lacking',
  text: `select entry.school, entry.board, wanted.claim
    from sluis.disclosure as entry
      join sluis.person_handle as handle on handle.handle = entry.person and handle.board = entry.board
      left join sluis.person_succession as succession on succession.former_root = handle.root
      cross join unnest($4::text[]) as wanted (claim)
    where entry.service = $1
      and entry.at >= $2::date::timestamp at time zone $5 and entry.at < $3::date::timestamp at time zone $5
    group by entry.school, entry.board, wanted.claim
    having not bool_or(entry.released @> jsonb_build_array(jsonb_build_object('claim', wanted.claim)))
      and count(distinct coalesce(succession.root, handle.root)) filter (where exists (
        select from jsonb_to_recordset(entry.withheld) as kept (claim text, reason text)
        where kept.claim = wanted.claim and kept.reason = any ($6::text[])
      )) >= $7
    order by 1, 2, 3`,
  row: z.object({
    school: branded(schoolId),
    board: branded(boardId),
    claim: branded(attributeName),
  }),
});

/** The part of the ledger store that counts what stayed behind. */
export function createWithheldCounts({
  run,
}: Pick<Postgres, 'run'>): Pick<LedgerStore, 'countWithheld' | 'schoolsLacking'> {
  return {
    countWithheld: ({ service, school, claims, from, zone }) =>
      run(countWithheld, [service, from, zone, claims, school ?? null]),
    schoolsLacking: ({ service, claims, reasons, fewestPeople, from, before, zone }) =>
      run(schoolsLacking, [service, from, before, claims, zone, reasons, fewestPeople]),
  };
}
