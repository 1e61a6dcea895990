import type { ServiceId, SupplierId } from './ids.ts';
import { isPlainText } from './plain-text.ts';

/** What everybody may read who cannot get on: that a service, or signing in as a whole, has trouble that is known. */
export interface Announcement {
  /** Absent: all sign-ins. */
  readonly service?: ServiceId;
  /** Whose words these are; absent: the operator's. */
  readonly supplier?: SupplierId;
  readonly nl: string;
  readonly en?: string;
  /** Milliseconds since the epoch. */
  readonly postedAt: number;
  readonly endsAt: number;
}

/** UTF-16 code units of a text: its letters have one each. */
export const longestAnnouncement = 200;
/** Whoever posts one may forget it: trouble that lasts longer is announced again. */
export const mostAnnouncedHours = 24;

/** What Dutch and English are written with. No letters of others that look the same, and no `@`. */
const ordinary = /^[\p{Script=Latin}\d .,;:!?'"()&%€+/–—‘’“”„…-]+$/u;
const networkAddress = /\d+\.\d+\.\d+\.\d+/;
/** The end of a host name, whatever stands in front. Stricter than where mailboxes may stand. */
const hostEnd = /\.\p{L}{2,}/u;
const clockTime = /(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![:. ]?\d)/g;
/** With dots it is a time where there are two: telephone numbers are written so too. */
const timeRange = /(?<![\d.])(?:[01]?\d|2[0-3])\.[0-5]\d ?[-–] ?(?:[01]?\d|2[0-3])\.[0-5]\d(?![:. ]?\d)/g;
const date = /(?<!\d)[0-3]\d([-/])[01]\d\1(?:20\d\d)(?!\d)/g;
/** Seven digits from a `0` or `+` on, with whatever people put between them but letters. */
const phoneNumber = /(?<!\d)[+0](?:[^\p{L}\d]*\d){6}/u;

/** Dates and times have as many digits. */
function hasPhoneNumber(text: string): boolean {
  const others = [clockTime, timeRange, date].reduce((rest, shape) => rest.replace(shape, 'x'), text);
  return phoneNumber.test(others);
}

/**
 * True for one line that may stand on pages of every school in somebody else's name: it leads nowhere. Whoever could post one with an
 * address, a mailbox or a telephone number in it could send people who are looking for help to a stranger.
 */
export function isAnnouncementText(text: string): boolean {
  return (
    text.length <= longestAnnouncement &&
    text.trim() === text &&
    ordinary.test(text) &&
    isPlainText(text) &&
    !networkAddress.test(text) &&
    !hostEnd.test(text) &&
    !hasPhoneNumber(text)
  );
}
