import { z } from 'zod';
import { shortErrorIds } from '../../domain/short-error-id.ts';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { auditColumns, auditRow } from './audit-rows.ts';
import { wholeNumber } from './columns.ts';
import { newestFirst } from './newest-first.ts';
import type { Postgres } from './pool.ts';

const placedRow = z
  .looseObject({ number: wholeNumber })
  .transform((row) => ({ position: String(row.number), event: auditRow.parse(row) }));

/** As `shortErrorIdOf` reckons it. */
const placeOfErrorId = `('x' || left(encode(sha256(convert_to(error_id, 'UTF8')), 'hex'), 8))::bit(32)::bigint % ${String(shortErrorIds)}`;

const newestEvents = newestFirst({
  name: 'newest-audit',
  table: 'sluis.audit_event',
  columns: `number, ${auditColumns}`,
  row: placedRow,
  conditions: [
    ['type', 'type = ?'],
    ['reason', 'reason = ?'],
    ['errorId', 'error_id = ?'],
    ['shortErrorId', `${placeOfErrorId} = ?::bigint`],
    ['idp', 'idp = ?'],
    ['school', 'school = ?'],
    ['service', 'service = ?'],
    ['from', 'at >= ?::timestamptz'],
    ['until', 'at < ?::timestamptz'],
    ['before', '(at, number) < (select at, number from sluis.audit_event where number = ?::bigint)'],
  ],
});

/** Lists of the audit trail. */
export function createAuditTrail(postgres: Postgres): Pick<LedgerStore, 'listAudit' | 'pageOfAudit'> {
  const pageOfAudit: LedgerStore['pageOfAudit'] = ({ limit, from, until, shortErrorId, ...filter }) => {
    const { type, reason, errorId, idp, school, service, before } = filter;
    const where = { type, reason, errorId, idp, school, service, before };
    const place = shortErrorId && String(shortErrorId.place);
    const when = { from: momentOf(from), until: momentOf(until) };
    return postgres.run(...newestEvents(limit, { ...where, ...when, shortErrorId: place }));
  };
  return {
    pageOfAudit,
    listAudit: async (filter) => (await pageOfAudit(filter)).map(({ event }) => event),
  };
}

function momentOf(millis: number | undefined): string | undefined {
  return millis === undefined ? undefined : new Date(millis).toISOString();
}
