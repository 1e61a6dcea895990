import { dayAt, daysLater, type CalendarDay, type Clock } from '../domain/clock.ts';
import type { SectorId, ServiceId, Subject, SupplierId } from '../domain/ids.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** Somebody whom a supplier knew under one `sub` and knows under another one since. */
export interface SubjectSuccession {
  readonly sector: SectorId;
  /** The day on which it happened, in the zone of the federation: never the time. */
  readonly day: CalendarDay;
  readonly formerSub: Subject;
  readonly sub: Subject;
}

/** Where a page ended: on which day, and after which place of it. */
export interface SuccessionPosition {
  readonly day: CalendarDay;
  readonly place: string;
}

export interface SuccessionPage {
  readonly items: readonly SubjectSuccession[];
  /** Where to go on; absent at the end. A page may be empty and still have it. */
  readonly next?: SuccessionPosition;
}

/** A supplier's own successions, a page of at most one day. */
export type SuccessionsOf = (query: {
  readonly supplier: SupplierId;
  readonly after: SuccessionPosition;
  readonly limit: number;
}) => Promise<SuccessionPage>;

/** A day is told when it has been over for so long: by then every sign-in that began in it is written. */
const graceMillis = 60 * 60 * 1000;

/**
 * Two suppliers must not find out whom they share. A time that both are told is a way to, and so is the time at which a
 * succession appears, or the order in which both get them. So days are told, whole and when they are over, and within a day
 * the order is another one in each sector. Nothing of this is stored: both subs are derived at the moment of the call.
 */
export function createSuccessionsOf(parts: {
  readonly store: Pick<PersonStore, 'successions'>;
  readonly pseudonyms: Pick<Pseudonyms, 'subjectFor'>;
  readonly servicesOf: (
    supplier: SupplierId,
  ) => readonly { readonly id: ServiceId; readonly sector: SectorId }[];
  readonly clock: Clock;
  readonly timeZone: string;
}): SuccessionsOf {
  const { store, pseudonyms, servicesOf, clock, timeZone } = parts;
  return async ({ supplier, after, limit }) => {
    const before = dayAt(clock.now() - graceMillis, timeZone);
    const found = await store.successions({
      supplier,
      services: servicesOf(supplier),
      zone: timeZone,
      from: after.day,
      after: after.place,
      before,
      limit,
    });
    if (found === undefined) return { items: [] };
    const { day, successions } = found;
    const items = await Promise.all(
      successions.map(async ({ sector, former, root }) => ({
        sector,
        day,
        formerSub: await pseudonyms.subjectFor(former, sector),
        sub: await pseudonyms.subjectFor(root, sector),
      })),
    );
    const last = successions.at(-1);
    if (last !== undefined && successions.length === limit) {
      return { items, next: { day, place: last.place } };
    }
    const nextDay = daysLater(day, 1);
    if (nextDay === undefined) throw new TypeError('no day comes after this one');
    return nextDay < before ? { items, next: { day: nextDay, place: '' } } : { items };
  };
}
