import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { AuditEvent, LedgerEntry } from '../../domain/ledger.ts';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { appendAudits, auditJson } from './audit-rows.ts';
import { createAuditTrail } from './audit-trail.ts';
import { grouped } from './grouped.ts';
import { disclosureColumns, disclosureJson, disclosureRow, disclosureTypes } from './ledger-rows.ts';
import { wholeNumber } from './columns.ts';
import { newestFirst } from './newest-first.ts';
import { createPastDisclosures } from './past-disclosures.ts';
import type { Postgres } from './pool.ts';
import { createRefusalCounts } from './refusal-counts.ts';
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

const countPeople = statement({
  name: 'disclosure-people',
  text: 'select count(distinct person) as people from sluis.disclosure where school = any($1::text[]) and at >= $2',
  row: z.object({ people: wholeNumber }),
});

const newestDisclosures = newestFirst({
  name: 'newest-disclosure',
  table: 'sluis.disclosure',
  columns: disclosureColumns,
  row: disclosureRow,
  conditions: [
    ['person', 'person = ?'],
    ['board', 'board = ?'],
    ['school', 'school = ?'],
    ['supplier', 'supplier = ?'],
    ['service', 'service = ?'],
    ['before', '(at, number) < (select at, number from sluis.disclosure where id = ?)'],
  ],
});

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
    ...createPastDisclosures(postgres),
    ...createRefusalCounts(postgres),
    append: async (entry) => {
      const { written } = await append(entry);
      if (written === undefined) throw new SluisError('internal', 'an entry of the ledger was not written');
      return written;
    },
    appendIfCurrent: async (entry) => (await appendIfCurrent(entry)).written,
    find: async (id) => (await postgres.run(findDisclosure, [id]))[0],
    list: ({ limit, person, board, school, supplier, service, before }) =>
      postgres.run(...newestDisclosures(limit, { person, board, school, supplier, service, before })),
    count: async ({ person, board }) =>
      (await postgres.run(countDisclosures, [person, board]))[0]?.entries ?? 0,
    countPeople: async ({ schools, since }) =>
      (await postgres.run(countPeople, [schools, new Date(since)]))[0]?.people ?? 0,
    appendAudit: async (event) => {
      await appendEvent(event);
    },
  };
}
