import { calendarDay, daysLater, type CalendarDay } from '../../../domain/clock.ts';
import { textIn } from '../../form-fields.ts';
import type { Portal } from '../../visitor.ts';

/** From when a change counts, as somebody chose it: at once, or from a day on, as it was typed. */
export type FromWhen = { readonly kind: 'now' } | { readonly kind: 'day'; readonly typed: string };

export const fromNow: FromWhen = { kind: 'now' };

/** Nobody oversees what is agreed after so many days. */
const mostDays = 366;

export function filledFromWhen(fields: Readonly<Record<string, unknown>>): FromWhen {
  return textIn(fields, 'from') === 'day'
    ? { kind: 'day', typed: textIn(fields, 'day').slice(0, 20) }
    : fromNow;
}

/** The day on which a change is to begin counting; `now`; or `undefined` where no such day can be chosen. */
export function chosenDay({ today }: Pick<Portal, 'today'>, from: FromWhen): CalendarDay | 'now' | undefined {
  if (from.kind === 'now') return 'now';
  const day = calendarDay(from.typed);
  const now = today();
  const last = daysLater(now, mostDays);
  return day !== undefined && last !== undefined && now < day && day <= last ? day : undefined;
}
