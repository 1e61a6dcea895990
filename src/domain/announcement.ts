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
/** Seven digits from a `0` or `+` on, with whatever people put between them. A date has eight, and is none. */
const phoneNumber = /(?<!\d)(?!\d\d([-/])\d\d\1\d{4}(?!\d))[+0](?:[ ()./-]*\d){6}/;

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
    !phoneNumber.test(text)
  );
}
