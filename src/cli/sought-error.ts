import { calendarDay, dayAt, daysLater, firstMoment, systemClock } from '../domain/clock.ts';
import { errorId, type ErrorId, type SchoolId } from '../domain/ids.ts';
import {
  errorWords,
  readShortErrorId,
  unknownErrorWords,
  type ShortErrorId,
} from '../domain/short-error-id.ts';
import type { AuditFilter } from '../storage/stores/ledger-store.ts';
import { didYouMean } from './closest.ts';
import { usageFault } from './command.ts';

/** What somebody read out from a page: the ten signs, or the words and the number. */
export type SoughtError =
  { readonly kind: 'long'; readonly id: ErrorId } | { readonly kind: 'short'; readonly id: ShortErrorId };

/** As people spell it on the telephone. The short one first: without its blanks it may look like the other. */
export function soughtError(shown: string, text: string): SoughtError {
  const short = readShortErrorId(text);
  if (short !== undefined) return { kind: 'short', id: short };
  const long = errorId(text.replace(/[\s-]/g, '').toUpperCase());
  if (long !== undefined) return { kind: 'long', id: long };
  const [unknown] = unknownErrorWords(text) ?? [];
  if (unknown !== undefined) {
    throw usageFault(`${unknown} is no word of an error id${didYouMean(unknown, errorWords)}`);
  }
  throw usageFault(`${shown} must be ten letters and digits, or two words and two digits, as "vis boom 42"`);
}

/** Of the school at which a short error id is looked up. */
export function schoolNeeded(school: SchoolId | undefined): SchoolId {
  if (school !== undefined) return school;
  throw usageFault('two words and a number are the error id of one school: give --school <id>');
}

/** The day on which a short error id is looked up: default today, in the zone. */
export function dayOf(day: string | undefined, zone: string): Required<Pick<AuditFilter, 'from' | 'until'>> {
  const first = day === undefined ? dayAt(systemClock.now(), zone) : calendarDay(day);
  const next = first && daysLater(first, 1);
  if (first === undefined || next === undefined) throw usageFault('--day must be a day, as 2026-11-27');
  return { from: firstMoment(first, zone), until: firstMoment(next, zone) };
}
