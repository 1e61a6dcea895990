import { daysLater, type CalendarDay } from '../../domain/clock.ts';
import { fewestPeople, rounded } from '../../domain/counted-people.ts';
import type { DayOfDisclosures, DisclosurePeriod } from '../../storage/stores/ledger-store.ts';
import type { Portal } from '../visitor.ts';
import { countedOf, pastMonth, type Counted } from './past-month.ts';
import type { SeenService } from './seen-services.ts';

/** How often people signed in on a day, in fives; `undefined`: too few people to say it, or none. */
export interface CountedDay {
  readonly day: CalendarDay;
  readonly signIns: number | undefined;
}

/** How often people of a school signed in at a service, for each day of the past month. */
export function pastSignInsAt(portal: Portal, seen: SeenService): Promise<Counted<readonly CountedDay[]>> {
  const period = pastMonth(portal, seen);
  return countedOf(
    seen,
    () => portal.pastDisclosures.countByDay(period),
    ({ days }) => everyDay(period, days),
  );
}

/** Every day of the period, also those on which nobody came. */
export function everyDay(
  { from, before }: Pick<DisclosurePeriod, 'from' | 'before'>,
  counted: readonly DayOfDisclosures[],
): readonly CountedDay[] {
  const enough = counted.filter(({ people }) => people >= fewestPeople);
  const signIns = new Map(enough.map(({ day, entries }) => [day, rounded(entries)]));
  const days: CountedDay[] = [];
  let day: CalendarDay | undefined = from;
  while (day !== undefined && day < before) {
    days.push({ day, signIns: signIns.get(day) });
    day = daysLater(day, 1);
  }
  return days;
}
