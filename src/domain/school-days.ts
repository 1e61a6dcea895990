import { calendarDay, dayMillis, type CalendarDay } from './clock.ts';

/**
 * Parts of the year, first and last day as `MM-DD`, that are never counted: in each of them some school of the country has its
 * holidays. There is no calendar of the holidays of each region yet, so a part is wide enough for all three as they were in recent
 * years. It is longer than the holidays of any one school, by more days than there are feasts outside of these parts (Easter,
 * Ascension Day, Whitsun). So nobody gets fewer school days than were promised. A calendar takes the place of this list.
 */
const holidays: readonly (readonly [first: string, last: string])[] = [
  ['01-01', '01-10'],
  ['02-06', '03-08'],
  ['04-18', '05-10'],
  ['07-01', '09-07'],
  ['10-10', '11-05'],
  ['12-19', '12-31'],
];

/** The last day since which so many school days are over. Neither that day nor this one counts, which is not over. */
export function schoolDaysAgo(count: number, today: CalendarDay): CalendarDay {
  let left = count;
  let day = Date.parse(today);
  while (left > 0) {
    day -= dayMillis;
    if (isSchoolDay(new Date(day))) left -= 1;
  }
  const written = calendarDay(new Date(day - dayMillis).toISOString().slice(0, 10));
  if (written === undefined) throw new TypeError(`no day is ${String(count)} school days before ${today}`);
  return written;
}

/** Monday to Friday outside the holidays of any school; at midnight in UTC, where days are all of one length. */
function isSchoolDay(day: Date): boolean {
  const weekday = day.getUTCDay();
  const inYear = day.toISOString().slice(5, 10);
  return weekday > 0 && weekday < 6 && !holidays.some(([first, last]) => first <= inYear && inYear <= last);
}
