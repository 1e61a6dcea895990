import type { CalendarDay } from '../../domain/clock.ts';
import type { AttributeName, ServiceId, SupplierId } from '../../domain/ids.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';

/** What went to one service about one person: names of claims and days. */
export interface ReleasesTo {
  readonly service: ServiceId;
  readonly supplier: SupplierId;
  /** Each that ever went, in the order in which they came up. */
  readonly claims: readonly AttributeName[];
  /** The newest first, each once. */
  readonly days: readonly CalendarDay[];
}

/** By service, that of the newest day first. */
export function releasesByService(
  entries: readonly LedgerEntry[],
  dayOf: (moment: number) => CalendarDay,
): readonly ReleasesTo[] {
  const newestFirst = entries.toSorted((one, other) => other.at - one.at);
  const services = Map.groupBy(newestFirst, ({ service }) => service);
  return [...services.values()].flatMap((all) => {
    const [newest] = all;
    if (newest === undefined) return [];
    return {
      service: newest.service,
      supplier: newest.supplier,
      claims: [...new Set(all.flatMap(({ released }) => released.map(({ claim }) => claim)))],
      days: [...new Set(all.map(({ at }) => dayOf(at)))],
    };
  });
}

/** Whether any of it is about somebody who works at a school. */
export function isAboutStaff(entries: readonly LedgerEntry[]): boolean {
  return entries.some(({ affiliation }) => affiliation !== 'pupil');
}
