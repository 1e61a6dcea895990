import type { Announcement } from '../domain/announcement.ts';
import type { Clock } from '../domain/clock.ts';
import type { ServiceId } from '../domain/ids.ts';
import type { Logger } from '../domain/logger.ts';
import { repeat } from '../register/stored/repeat.ts';
import { singleFlight } from '../register/stored/single-flight.ts';
import type { AnnouncementStore } from '../storage/stores/announcement-store.ts';

/** So long after it was posted at another node, an announcement is on the pages of this one. */
const pauseMilliseconds = 3_000;

/** The announcements in the memory of this node. No page waits for the store, and where that fails there are none. */
export interface CurrentAnnouncements {
  /** About this service, and about all sign-ins: one of each at most, the one about the service first. */
  about(service: ServiceId | undefined): readonly Announcement[];
  /** Reads them now, as after a post at this node. Never fails. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export function openCurrentAnnouncements(parts: {
  readonly store: Pick<AnnouncementStore, 'list'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): CurrentAnnouncements {
  const { store, clock, logger } = parts;
  let known: readonly Announcement[] = [];
  let isRead = true;
  const refresh = singleFlight(async () => {
    try {
      known = await store.list(clock.now());
      isRead = true;
    } catch (error) {
      known = [];
      // once for each time that it goes away
      if (isRead) logger.warn('announcements.unreadable', { error });
      isRead = false;
    }
  });
  const reading = repeat(refresh, { pauseMilliseconds, firstPause: false });
  return {
    about(service) {
      const now = clock.now();
      const current = known.filter(({ endsAt }) => endsAt > now);
      const ofService = current.filter((each) => each.service !== undefined && each.service === service);
      return [...ofService, ...current.filter((each) => each.service === undefined)];
    },
    refresh,
    close: () => reading.stop(),
  };
}
