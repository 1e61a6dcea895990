import type { Announcement } from '../domain/announcement.ts';
import type { Clock } from '../domain/clock.ts';
import { serviceId } from '../domain/ids.ts';
import { momentForPeople } from '../domain/moment-for-people.ts';
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
      return names === undefined
        ? []
        : [{ ...names, text, since: momentForPeople(postedAt, clock.now(), timeZone) }];
    });
}
