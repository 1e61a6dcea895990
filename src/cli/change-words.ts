import { userInfo } from 'node:os';
import { calendarDay, firstMoment, systemClock } from '../domain/clock.ts';
import { usageFault, type Terminal } from './command.ts';

/**
 * Who changes the register: `cli:` and `--author`, or the name that the system knows. Whatever is typed, it cannot pass
 * for an API client (`api:<client id>`), for a person at the pages, or for what the broker does by itself.
 */
export function authorOf(author: string | undefined): string {
  return `cli:${commandLineUser(author)}`;
}

/** The same without the word that says where it was typed. */
export function commandLineUser(author: string | undefined): string {
  return author ?? systemUser();
}

/** A user id in a container often has no name. Then somebody has to say who changes the register. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    throw usageFault('this system has no name for you: give --author <name>');
  }
}

/** True after `--yes` or a clear yes; false when somebody said no. A fault when nobody can be asked. */
export async function agreed(isAgreed: boolean, terminal: Terminal): Promise<boolean> {
  if (isAgreed) return true;
  if (terminal.confirm === undefined) {
    throw usageFault('nothing was changed: there is nobody at a terminal to confirm it, so give --yes');
  }
  if (await terminal.confirm('Apply this?')) return true;
  terminal.say('nothing was changed');
  return false;
}

/** A later moment: a day, which means its first one in the federation's zone, or a time with its offset. Milliseconds since the epoch. */
export function dueMoment(word: string, zone: string): number {
  const moment = momentOf('--at', word, zone);
  if (moment > systemClock.now()) return moment;
  throw usageFault(`--at ${word} is in the past: give a later time`);
}

/** A day, which means its first moment in the federation's zone, or a time with its offset. */
export function momentOf(shown: string, word: string, zone: string): number {
  const day = calendarDay(word);
  if (day !== undefined) return firstMoment(day, zone);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/.test(word);
  const moment = isTime ? Date.parse(word) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw usageFault(
      `${shown} must be a day (2026-08-01) or a time with its offset (2026-08-01T06:00:00+02:00)`,
    );
  }
  return moment;
}
