import type { CalendarDay } from '../../domain/clock.ts';
import type { IdpId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { IdentityNotice, Notify } from './notices.ts';

export interface NoticeReportParts {
  /** Writes to the audit trail; must not throw. */
  readonly audit: (event: Omit<AuditEvent, 'at'>) => Promise<void>;
  readonly count: (notice: IdentityNotice) => void;
  readonly today: () => CalendarDay;
}

/**
 * Reports what the attribute step leaves out: counted each time, and written to the audit trail once for each IdP,
 * attribute, reason and day. A school whose every login carries one malformed attribute writes one row a day at each
 * node, not thousands. What is remembered is bounded by the register and the catalogue, and forgotten at midnight.
 */
export function createNoticeReport({ audit, count, today }: NoticeReportParts): (idp: IdpId) => Notify {
  const isFirstToday = oncePerDay(today);
  return (idp) => (notice) => {
    count(notice);
    // every IdP sends such things with every login: they are no fault of anybody
    if (notice.reason === 'unused') return;
    if (isFirstToday(`${idp} ${notice.reason} ${notice.attribute ?? ''}`)) {
      void audit(auditEvent(idp, notice));
    }
  };
}

function auditEvent(idp: IdpId, { reason, attribute }: IdentityNotice): Omit<AuditEvent, 'at'> {
  const where = { idp, ...(attribute === undefined ? undefined : { attribute }) };
  switch (reason) {
    case 'national_number':
      return { type: 'attribute.national_number', reason: 'dropped', ...where };
    case 'forbidden_name':
      return { type: 'attribute.national_number', reason, ...where };
    default:
      return { type: 'attribute.left_out', reason, ...where };
  }
}

function oncePerDay(today: () => CalendarDay): (what: string) => boolean {
  const told = new Set<string>();
  let day: CalendarDay | undefined;
  return (what) => {
    const now = today();
    if (now !== day) told.clear();
    day = now;
    if (told.has(what)) return false;
    told.add(what);
    return true;
  };
}
