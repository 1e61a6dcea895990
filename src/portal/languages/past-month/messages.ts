import type { Fate } from '../../services/counted-hindsight.ts';

/** What pages say of the sign-ins of the past month. Numbers come as they are written. */
export interface PastMonthMessages {
  /** What a change would have done, how often of how many times. */
  readonly fates: Readonly<Record<Fate, (times: string, signIns: string) => string>>;
  /** After what would have been stopped, where the supplier calls it required. */
  readonly needs: (service: string) => string;
  readonly closes: (signIns: string) => string;
  readonly opens: string;
  readonly tooFew: string;
  readonly away: string;
  readonly howCounted: string;
  readonly chart: {
    readonly title: string;
    readonly most: (day: string, times: string) => string;
    /** Read out in the place of the chart. */
    readonly label: (service: string, most: string) => string;
    readonly away: string;
    readonly howCounted: string;
    readonly table: string;
    readonly day: string;
    readonly signIns: string;
    readonly gap: string;
  };
}
