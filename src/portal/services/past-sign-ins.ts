import { daysLater, type CalendarDay } from '../../domain/clock.ts';
import { fewestPeople, rounded } from '../../domain/counted-people.ts';
import { affiliations } from '../../domain/person.ts';
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

/** Every day of the period, also those on which nobody came or of which nothing is told. */
export function everyDay(
  { from, before }: Pick<DisclosurePeriod, 'from' | 'before'>,
  counted: readonly DayOfDisclosures[],
): readonly CountedDay[] {
  const told = affiliations.flatMap((affiliation) =>
    toldDays(counted.filter((each) => each.affiliation === affiliation)),
  );
  const onDay = Map.groupBy(told, ({ day }) => day);
  const days: CountedDay[] = [];
  let day: CalendarDay | undefined = from;
  while (day !== undefined && day < before) {
    const entries = onDay.get(day)?.reduce((sum, each) => sum + each.entries, 0);
    days.push({ day, signIns: entries === undefined ? undefined : rounded(entries) });
    day = daysLater(day, 1);
  }
  return days;
}

/**
 * The days of one affiliation that are told. Where a day is not, because fewer people came, neither is that with the fewest people of the
 * others: what days lack of a total of the month is never that of fewer than five people.
 */
function toldDays(counted: readonly DayOfDisclosures[]): readonly DayOfDisclosures[] {
  const enough = counted.filter(({ people }) => people >= fewestPeople);
  const fewestFirst = enough.toSorted((one, other) => one.people - other.people);
  return fewestFirst.slice(enough.length < counted.length ? 1 : 0);
}
