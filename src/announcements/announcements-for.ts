import type { Announcement } from '../domain/announcement.ts';
import { dayAt, type Clock } from '../domain/clock.ts';
import { serviceId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import type { AnnouncementsFor, ShownAnnouncement } from '../http/announcements.ts';
import type { RegisterView } from '../register/replica/register.ts';
import type { CurrentAnnouncements } from './current-announcements.ts';

/** The announcements as pages show them: with whose they are, and since when. */
export function createAnnouncementsFor(parts: {
  readonly current: Pick<CurrentAnnouncements, 'about'>;
  readonly register: RegisterView;
  readonly clock: Clock;
  readonly timeZone: string;
}): AnnouncementsFor {
  const { current, register, clock, timeZone } = parts;

  const whose = (
    announcement: Announcement,
  ): Pick<ShownAnnouncement, 'supplierName' | 'serviceName'> | undefined => {
    const now = register.current();
    const { service, supplier } = announcement;
    const record = service && now.service(service)?.record;
    // a supplier speaks of what is its own, today as well
    if (supplier !== undefined && record?.supplier !== supplier) return undefined;
    return {
      serviceName: record?.name,
      supplierName: supplier && now.supplier(supplier)?.name,
    };
  };

  return (service) =>
    current.about(serviceId(service ?? '')).flatMap((announcement) => {
      const names = whose(announcement);
      const { nl, en, postedAt } = announcement;
      const text = { nl, ...(en === undefined ? {} : { en }) };
      return names === undefined ? [] : [{ ...names, text, since: sinceIn(postedAt, clock.now(), timeZone) }];
    });
}

const locales: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };

/** `8:20`, and of another day `26 november, 8:20`. */
function sinceIn(moment: number, now: number, timeZone: string): Readonly<Record<Language, string>> {
  const isToday = dayAt(moment, timeZone) === dayAt(now, timeZone);
  const inLanguage = (language: Language): string => {
    const part = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(locales[language], { timeZone, ...options }).format(moment);
    const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).replace(/^0/, '');
    return isToday ? time : `${part({ day: 'numeric', month: 'long' })}, ${time}`;
  };
  return { nl: inLanguage('nl'), en: inLanguage('en') };
}
