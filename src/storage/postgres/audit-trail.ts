import { z } from 'zod';
import type { LedgerStore } from '../stores/ledger-store.ts';
import { auditColumns, auditRow } from './audit-rows.ts';
import { wholeNumber } from './columns.ts';
import type { Postgres } from './pool.ts';

const placedRow = z
  .looseObject({ number: wholeNumber })
  .transform((row) => ({ position: String(row.number), event: auditRow.parse(row) }));

/** What each part of a filter asks of a row; the value takes the place of `?`. */
const conditions = {
  type: 'type = ?',
  reason: 'reason = ?',
  errorId: 'error_id = ?',
  idp: 'idp = ?',
  school: 'school = ?',
  service: 'service = ?',
  from: 'at >= ?::timestamptz',
  until: 'at < ?::timestamptz',
  before: '(at, number) < (select at, number from sluis.audit_event where number = ?::bigint)',
} as const;
type Asked = keyof typeof conditions;

/** Lists of the audit trail: a statement for exactly what is asked for, so that PostgreSQL can use its indexes. */
export function createAuditTrail(postgres: Postgres): Pick<LedgerStore, 'listAudit' | 'pageOfAudit'> {
  const pageOfAudit: LedgerStore['pageOfAudit'] = ({ limit, from, until, ...filter }) => {
    const { type, reason, errorId, idp, school, service, before } = filter;
    const asked: readonly (readonly [Asked, string | undefined])[] = [
      ['type', type],
      ['reason', reason],
      ['errorId', errorId],
      ['idp', idp],
      ['school', school],
      ['service', service],
      ['from', momentOf(from)],
      ['until', momentOf(until)],
      ['before', before],
    ];
    const given = asked.filter(([, value]) => value !== undefined);
    return postgres.run(newestEvents(given.map(([name]) => name)), [
      limit,
      ...given.map(([, value]) => value),
    ]);
  };
  return {
    pageOfAudit,
    listAudit: async (filter) => (await pageOfAudit(filter)).map(({ event }) => event),
  };
}

function newestEvents(asked: readonly Asked[]) {
  const where = asked.map((name, index) => conditions[name].replace('?', `$${String(index + 2)}`));
  return {
    name: ['newest-audit', ...asked].join('-'),
    text:
      `select number, ${auditColumns} from sluis.audit_event` +
      (where.length > 0 ? ` where ${where.join(' and ')}` : '') +
      ' order by at desc, number desc limit $1',
    row: placedRow,
  };
}

function momentOf(millis: number | undefined): string | undefined {
  return millis === undefined ? undefined : new Date(millis).toISOString();
}
