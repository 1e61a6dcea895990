import { brandedString, type Branded } from './brand.ts';

/** The only source of time. Passed in, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The clock of the machine. The one place in `src/` that may call `Date.now`. */
export const systemClock: Clock = {
  // eslint-disable-next-line no-restricted-properties -- this is the clock
  now: () => Date.now(),
};

/** A day without a time, `YYYY-MM-DD`, in the zone of the federation. Days compare as strings. */
export type CalendarDay = Branded<string, 'CalendarDay'>;
const dayShape = brandedString<'CalendarDay'>(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

/** Reads `YYYY-MM-DD`; `undefined` when it is not a day that exists. */
export function calendarDay(text: string): CalendarDay | undefined {
  const day = dayShape(text);
  if (day === undefined) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

export const dayMillis = 24 * 60 * 60 * 1000;

/** So many days later, or earlier; `undefined`: that day cannot be written. */
export function daysLater(day: CalendarDay, days: number): CalendarDay | undefined {
  return calendarDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMillis).toISOString().slice(0, 10));
}

interface ZoneDays {
  readonly format: Intl.DateTimeFormat;
  /** Whole minutes since the epoch: no zone changes its day within one. */
  minute: number;
  day: CalendarDay | undefined;
}
const zones = new Map<string, ZoneDays>();

/** Which day it is at `millis` in an IANA time zone such as `Europe/Amsterdam`. */
export function dayAt(millis: number, zone: string): CalendarDay {
  const days = zones.get(zone) ?? {
    format: new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }),
    minute: Number.NaN,
    day: undefined,
  };
  zones.set(zone, days);
  const minute = Math.floor(millis / 60_000);
  if (days.minute !== minute) {
    days.day = calendarDay(days.format.format(new Date(millis)));
    days.minute = minute;
  }
  if (days.day === undefined) throw new TypeError(`no calendar day for ${millis} in ${zone}`);
  return days.day;
}

/** When a day begins in a time zone. Zones are at most 14 hours from UTC; in between, the day begins once. */
export function firstMoment(day: CalendarDay, zone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  let [before, within] = [noon - 36 * 3_600_000, noon];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayAt(middle, zone) < day) before = middle;
    else within = middle;
  }
  return within;
}
