import { z } from 'zod';
import { refusedSignInTypes } from '../../domain/refused-sign-ins.ts';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { moment, wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { statement } from './statement.ts';

/** By the index on school and time. A row with a number stands for so many alike. */
const countRefusals = statement({
  name: 'audit-count-refusals',
  text: `select coalesce(reason, type) as code, date_trunc('hour', at, 'UTC') as hour,
      sum(coalesce(amount, 1))::bigint as times
    from sluis.audit_event
    where school = $1 and at >= $2 and type = any ($3::text[])
    group by 1, 2
    order by 2 desc, 1`,
  row: z.object({ code: z.string(), hour: moment, times: wholeNumber }),
});

/** The part of the ledger's store that counts refused sign-ins. */
export function createRefusalCounts({ run }: Pick<Postgres, 'run'>): Pick<LedgerStore, 'countRefusals'> {
  return {
    countRefusals: ({ school, since }) => run(countRefusals, [school, new Date(since), refusedSignInTypes]),
  };
}
