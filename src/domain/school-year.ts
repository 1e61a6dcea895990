import { brandedString, type Branded } from './brand.ts';
import type { CalendarDay } from './clock.ts';

/**
 * The year from 1 August to 31 July that schools count by (Dutch: schooljaar), such as `2026-2027`. The attribute that is
 * called `school_year` is another thing: how far somebody is at school (leerjaar), such as `5`.
 */
export type SchoolYear = Branded<string, 'SchoolYear'>;
const schoolYear = brandedString<'SchoolYear'>(/^\d{4}-\d{4}$/);

/** The school year that a day is in. */
export function schoolYearOf(day: CalendarDay): SchoolYear {
  const year = Number(day.slice(0, 4));
  const first = day.slice(5) < '08-01' ? year - 1 : year;
  const written = [first, first + 1].map((number) => String(number).padStart(4, '0')).join('-');
  const read = schoolYear(written);
  if (read === undefined) throw new TypeError(`no school year for ${day}`);
  return read;
}
