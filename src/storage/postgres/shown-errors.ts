import { z } from 'zod';
import { errorId, idpId, serviceId } from '../../domain/ids.ts';
import type { ShownError } from '../../domain/ledger.ts';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { branded, moment } from './columns.ts';
import type { Postgres } from './pool.ts';
import { statement } from './statement.ts';

const columns = 'id, at, code, idp, service';

const row = z
  .object({
    id: branded(errorId),
    at: moment,
    code: z.string(),
    idp: z.nullable(branded(idpId)),
    service: z.nullable(branded(serviceId)),
  })
  .transform(({ idp, service, ...error }): ShownError => ({
    ...error,
    ...(idp === null ? {} : { idp }),
    ...(service === null ? {} : { service }),
  }));

/** The room is looked up once for a batch: of several nodes at the same time each may exceed it by its own batch. */
const keep = statement({
  name: 'shown-error-keep',
  text: `insert into sluis.shown_error (${columns})
    select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])
    limit greatest(0, $6::bigint - (select count(*) from sluis.shown_error))
    on conflict do nothing`,
  row: z.unknown(),
});
const forget = statement({
  name: 'shown-error-forget',
  text: 'delete from sluis.shown_error where at < $1',
  row: z.unknown(),
});
/** The newest first, as the trail may say it too; an error of a call to the management API is in the trail only. */
const find = statement({
  name: 'shown-error-find',
  text: `select ${columns} from sluis.shown_error where id = $1
    union all
    select error_id, at, coalesce(reason, type), idp, service from sluis.audit_event where error_id = $1
    limit 1`,
  row,
});

/** The part of the ledger's store that knows which error ids were shown. */
export function createShownErrorRows(
  postgres: Postgres,
): Pick<LedgerStore, 'keepErrors' | 'forgetErrors' | 'findError'> {
  return {
    async keepErrors(errors, most) {
      await postgres.run(keep, [
        errors.map(({ id }) => id),
        errors.map(({ at }) => new Date(at)),
        errors.map(({ code }) => code),
        errors.map(({ idp }) => idp ?? null),
        errors.map(({ service }) => service ?? null),
        most,
      ]);
    },
    async forgetErrors(before) {
      await postgres.run(forget, [new Date(before)]);
    },
    findError: async (id) => (await postgres.run(find, [id]))[0],
  };
}
