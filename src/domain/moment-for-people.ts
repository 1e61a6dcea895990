import { dayAt, type CalendarDay } from './clock.ts';
import type { Language } from './language.ts';

const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** A moment as people of each language write it: `8:20`, and of another day than today `26 november, 8:20`. */
export function momentForPeople(
  moment: number,
  now: number,
  timeZone: string,
): Readonly<Record<Language, string>> {
  const isToday = dayAt(moment, timeZone) === dayAt(now, timeZone);
  const inLanguage = (language: Language): string => {
    const part = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(locales[language], { timeZone, ...options }).format(moment);
    const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).replace(/^0/, '');
    return isToday ? time : `${part({ day: 'numeric', month: 'long' })}, ${time}`;
  };
  return { nl: inLanguage('nl'), en: inLanguage('en') };
}

/** Made once: to make one takes longer than to write many days with it. */
const longDays: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  nl: new Intl.DateTimeFormat(locales.nl, { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat(locales.en, { dateStyle: 'long', timeZone: 'UTC' }),
};

/** A day as people of a language write it: `3 september 2026`. */
export function dayForPeople(day: CalendarDay, language: Language): string {
  return longDays[language].format(Date.parse(`${day}T00:00:00Z`));
}

/** A day of these weeks: `ma 3 sep`. */
export function shortDayForPeople(day: CalendarDay, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));
}
