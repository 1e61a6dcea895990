import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { AuditEvent, LedgerEntry } from '../../domain/ledger.ts';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { appendAudits, auditJson } from './audit-rows.ts';
import { createAuditTrail } from './audit-trail.ts';
import { grouped } from './grouped.ts';
import { disclosureColumns, disclosureJson, disclosureRow, disclosureTypes } from './ledger-rows.ts';
import { wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';
import { createShownErrorRows } from './shown-errors.ts';
import { createWithheldCounts } from './withheld-counts.ts';
import { statement } from './statement.ts';

const appendDisclosures = statement({
  name: 'disclosure-append',
  text: `insert into sluis.disclosure (${disclosureColumns})
    select ${disclosureColumns} from jsonb_to_recordset($1::jsonb) as entry (${disclosureTypes})
    returning ${disclosureColumns}`,
  row: disclosureRow,
});
/** A handle that was erased, or is of a board that the school left, is nobody's there. */
const appendCurrent = statement({
  name: 'disclosure-append-current',
  text: `insert into sluis.disclosure (${disclosureColumns})
    select ${disclosureColumns} from jsonb_to_recordset($1::jsonb) as entry (${disclosureTypes})
      where exists (
        select from sluis.person_handle as handle where handle.handle = entry.person and handle.board = entry.board
      )
    returning ${disclosureColumns}`,
  row: disclosureRow,
});
const findDisclosure = statement({
  name: 'disclosure-find',
  text: `select ${disclosureColumns} from sluis.disclosure where id = $1`,
  row: disclosureRow,
});

const countDisclosures = statement({
  name: 'disclosure-count',
  text: 'select count(*) as entries from sluis.disclosure where person = $1 and board = $2',
  row: z.object({ entries: wholeNumber }),
});

/** In the place of a column: entries that come after this one in the order of the list. */
const before = 'before';

/** A statement for exactly the columns that are asked for, so that PostgreSQL can use the index of that question. */
function newestDisclosures(by: readonly string[]) {
  const conditions = by.map((column, index) =>
    column === before
      ? `(at, number) < (select at, number from sluis.disclosure where id = $${index + 2})`
      : `${column} = $${index + 2}`,
  );
  return {
    name: ['newest-disclosure', ...by].join('-'),
    text:
      `select ${disclosureColumns} from sluis.disclosure` +
      (conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '') +
      ' order by at desc, number desc limit $1',
    row: disclosureRow,
  };
}

/** Columns that the filter names, with the values asked for. */
function asked(filter: Readonly<Record<string, string | undefined>>): { by: string[]; values: string[] } {
  const given = Object.entries(filter).flatMap(([column, value]) =>
    value === undefined ? [] : [{ column, value }],
  );
  return { by: given.map(({ column }) => column), values: given.map(({ value }) => value) };
}

/** Disclosures and the audit trail. Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresLedgerStore(postgres: Postgres): LedgerStore {
  const appendBy = (statement: typeof appendDisclosures) =>
    grouped(async (entries: readonly LedgerEntry[]) => {
      const rows = await postgres.run(statement, [JSON.stringify(entries.map(disclosureJson))]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return entries.map(({ id }) => ({ written: byId.get(id) }));
    });
  const append = appendBy(appendDisclosures);
  const appendIfCurrent = appendBy(appendCurrent);
  const appendEvent = grouped((events: readonly AuditEvent[]) =>
    postgres.run(appendAudits, [auditJson(events)]),
  );
  return {
    ping: postgres.ping,
    close: postgres.close,
    ...createAuditTrail(postgres),
    ...createShownErrorRows(postgres),
    ...createWithheldCounts(postgres),
    append: async (entry) => {
      const { written } = await append(entry);
      if (written === undefined) throw new SluisError('internal', 'an entry of the ledger was not written');
      return written;
    },
    appendIfCurrent: async (entry) => (await appendIfCurrent(entry)).written,
    find: async (id) => (await postgres.run(findDisclosure, [id]))[0],
    list: ({ limit, ...filter }) => {
      const { person, board, school, supplier, service } = filter;
      const { by, values } = asked({ person, board, school, supplier, service, [before]: filter.before });
      return postgres.run(newestDisclosures(by), [limit, ...values]);
    },
    count: async ({ person, board }) =>
      (await postgres.run(countDisclosures, [person, board]))[0]?.entries ?? 0,
    appendAudit: async (event) => {
      await appendEvent(event);
    },
  };
}
