import { z } from 'zod';
import { calendarDay } from '../../domain/clock.ts';
import { attributeName, schoolId } from '../../domain/ids.ts';
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

/** The part of the ledger store that counts what stayed behind. */
export function createWithheldCounts({ run }: Pick<Postgres, 'run'>): Pick<LedgerStore, 'countWithheld'> {
  return {
    countWithheld: ({ service, school, claims, from, zone }) =>
      run(countWithheld, [service, from, zone, claims, school ?? null]),
  };
}
