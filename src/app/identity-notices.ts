import type { CalendarDay } from '../domain/clock.ts';
import type { IdpId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { IdentityNotice, Notify } from '../upstream/attributes/notices.ts';

/**
 * Reports what the attribute step leaves out: counted each time, and written to the audit trail once for each IdP,
 * attribute, reason and day. A school whose every login carries one malformed attribute writes one row a day at each
 * node, not thousands. What is remembered is bounded by the register and the catalogue, and forgotten at midnight.
 */
export function createNoticeReport(parts: {
  readonly ledger: Pick<Ledger, 'audit'>;
  readonly metrics: Pick<Metrics, 'leftOut'>;
  readonly today: () => CalendarDay;
}): (idp: IdpId) => Notify {
  const { ledger, metrics, today } = parts;
  const isFirstToday = oncePerDay(today);
  return (idp) => (notice) => {
    metrics.leftOut(notice);
    if (isFirstToday(`${idp} ${notice.reason} ${notice.attribute ?? ''}`)) {
      void ledger.audit(auditEvent(idp, notice));
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
