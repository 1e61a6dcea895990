import { dayAt, daysLater, type CalendarDay, type Clock } from '../../domain/clock.ts';
import { fewestPeople } from '../../domain/counted-people.ts';
import type { ServiceId } from '../../domain/ids.ts';
import { requiredClaims, type Service } from '../../register/model/kinds/service.ts';
import type { ActivationInput } from '../../release/activation.ts';
import type { LackingSchool, LedgerStore } from '../../storage/stores/ledger-store.ts';
import { lackingReasons, missingClaims, type MissingClaim } from './missing-claims.ts';

export interface ServiceNow {
  readonly service: Service;
  readonly schools: readonly ActivationInput[];
}

export interface MissingClaimsAnswer {
  /** Sign-ins of these days count: the first one, and the one after the last. */
  readonly from: CalendarDay;
  readonly before: CalendarDay;
  readonly items: readonly MissingClaim[];
}

/** Whole days before today: no number changes at the moment at which somebody signs in. */
const windowDays = 14;

/** Of more services than this the ledger is asked again. */
const mostKept = 500;

export function createMissingClaims(parts: {
  readonly ledger: Pick<LedgerStore, 'schoolsLacking'>;
  readonly serviceNow: (service: ServiceId) => ServiceNow | undefined;
  readonly clock: Clock;
  readonly timeZone: string;
}): (service: ServiceId) => Promise<MissingClaimsAnswer | undefined> {
  const { serviceNow, clock, timeZone } = parts;
  const lackingOf = createLackingOfDay(parts);
  return async (id) => {
    const now = serviceNow(id);
    if (now === undefined) return undefined;
    const before = dayAt(clock.now(), timeZone);
    const from = daysLater(before, -windowDays);
    if (from === undefined) throw new TypeError('no day comes before this one');
    const lacking = await lackingOf(now.service, from, before);
    return { from, before, items: missingClaims(now.service, now.schools, lacking) };
  };
}

/**
 * The ledger is read once a day for each service on each node, however often a supplier asks: it costs as much as people
 * signed in, and does not change within the day. What is kept names schools and claims.
 */
function createLackingOfDay({
  ledger,
  timeZone,
}: {
  readonly ledger: Pick<LedgerStore, 'schoolsLacking'>;
  readonly timeZone: string;
}) {
  const kept = new Map<string, Promise<readonly LackingSchool[]>>();
  return (service: Service, from: CalendarDay, before: CalendarDay): Promise<readonly LackingSchool[]> => {
    const claims = requiredClaims(service);
    if (claims.length === 0) return Promise.resolve([]);
    const key = [before, service.id, ...claims].join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const asked = ledger.schoolsLacking({
      service: service.id,
      claims,
      reasons: lackingReasons,
      fewestPeople,
      from,
      before,
      zone: timeZone,
    });
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  };
}
