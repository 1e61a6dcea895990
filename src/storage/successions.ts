import type { CalendarDay } from '../domain/clock.ts';
import type { PersonRoot, SectorId, ServiceId, SupplierId } from '../domain/ids.ts';

/** A provisional root that gave way, as a supplier sees it that got something under it in services of `sector`. */
export interface Succession {
  readonly former: PersonRoot;
  readonly root: PersonRoot;
  readonly sector: SectorId;
  /** Where it stands in its day: 64 hexadecimal digits that say nothing to whoever does not know the root. */
  readonly place: string;
}

export interface SuccessionQuery {
  readonly supplier: SupplierId;
  readonly services: readonly { readonly id: ServiceId; readonly sector: SectorId }[];
  /** IANA time zone in which days begin and end. */
  readonly zone: string;
  /** The first day that counts. */
  readonly from: CalendarDay;
  /** Only what comes after this place, on the day `from`. */
  readonly after?: string;
  /** The first day that no longer counts. */
  readonly before: CalendarDay;
  readonly limit: number;
}

/** Roots that gave way to others, for ever. */
export interface Successions {
  /** True from the moment another root has taken the place of this one. */
  hasGivenWay(root: PersonRoot): Promise<boolean>;
  /**
   * Roots that gave way on one day, and under which the supplier got something for one of the services, each once
   * for a sector. The day is the first one from `from` on, before `before`, on which any root gave way. The order within a
   * day is another one in each sector and tells nothing of the time. `undefined`: there is no such day.
   */
  successions(
    query: SuccessionQuery,
  ): Promise<{ readonly day: CalendarDay; readonly successions: readonly Succession[] } | undefined>;
}
