import type { AuditEvent } from '../domain/ledger.ts';

/** What anybody can cause without an account at a school or a supplier, or without the second factor of one, as often as they like. */
const countedTypes: ReadonlySet<AuditEvent['type']> = new Set([
  'factor.refused',
  'account.sign_in_refused',
  'login.cancelled',
  'login.refused',
  'login.rejected',
  'request.rejected',
]);

/** Rows of one kind in a minute and node; what comes beyond is counted. */
export const mostAlikeWritten = 30;
/** Rows of all kinds together. */
export const mostWritten = 300;
/** Kinds that are told apart; of those beyond, only type and reason are told. */
export const mostKinds = 100;
const minuteMillis = 60_000;

/** `true` for an event of which the trail keeps how often it happened in a minute, and not each. */
export function isCounted(event: Pick<AuditEvent, 'type' | 'client'>): boolean {
  // a call without a valid token names no API client
  return countedTypes.has(event.type) || (event.type === 'api.refused' && event.client === undefined);
}

/**
 * Bounds how many rows a stream of events becomes: those of an ordinary minute as they come, and of a flood how many
 * more there were of each kind. A kind is what an event says but for time, error id and number.
 */
export interface CountedEvents {
  /** What is to be written now: counts of a minute that is over, and this event unless it is only counted. */
  add(event: AuditEvent): readonly AuditEvent[];
  /** All counts so far, which begin anew. */
  take(): readonly AuditEvent[];
}

interface Count {
  last: AuditEvent;
  written: number;
  more: number;
}

export function createCountedEvents(): CountedEvents {
  let minute: number | undefined;
  let written = 0;
  const counts = new Map<string, Count>();

  const take = (): readonly AuditEvent[] => {
    const over = [...counts.values()].filter(({ more }) => more > 0);
    counts.clear();
    written = 0;
    return over.map(({ last: { errorId: _ofOneOfThem, ...kind }, more }) => ({ ...kind, number: more }));
  };
  const countOf = (event: AuditEvent): Count => {
    const kind = counts.has(keyOf(event)) || counts.size < mostKinds ? event : withoutNames(event);
    const known = counts.get(keyOf(kind)) ?? { last: kind, written: 0, more: 0 };
    counts.set(keyOf(kind), known);
    known.last = kind;
    return known;
  };

  return {
    take,
    add(event) {
      const now = Math.floor(event.at / minuteMillis);
      const over = now === minute ? [] : take();
      minute = now;
      const count = countOf(event);
      if (count.written >= mostAlikeWritten || written >= mostWritten) {
        count.more += 1;
        return over;
      }
      count.written += 1;
      written += 1;
      return [...over, event];
    },
  };
}

function withoutNames({ type, at, reason }: AuditEvent): AuditEvent {
  return { type, at, ...(reason === undefined ? {} : { reason }) };
}

function keyOf({ at: _when, number: _more, errorId: _one, ...said }: AuditEvent): string {
  return JSON.stringify(Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1)));
}
