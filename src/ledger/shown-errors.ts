import type { Clock } from '../domain/clock.ts';
import type { ShownError } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';

/** How long a helpdesk can look an error id up. */
export const errorsKeptMillis = 24 * 60 * 60 * 1000;
/** Rows in all, some 20 MB. Over it errors are counted only. */
export const mostShownErrors = 100_000;
/** Rows for one code, IdP and service in a minute and node: a hundred people who see the same page saw one fault. */
export const mostAlikePerMinute = 30;
/** Errors that wait to be written while the database is busy. */
export const mostWaiting = 1_000;
const minuteMillis = 60_000;
const forgetEveryMillis = 10 * minuteMillis;

/** Error ids that stand on pages, so that a helpdesk can find what they were about. */
export interface ShownErrors {
  /** Never throws and never waits: a page is not held up by it. */
  add(error: ShownError): void;
  /** Writes what waits and ends. */
  close(): Promise<void>;
}

export function createShownErrors(parts: {
  readonly store: Pick<LedgerStore, 'keepErrors' | 'forgetErrors'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): ShownErrors {
  const { store, clock, logger } = parts;
  const isOneOfTooMany = createAllowance();
  let waiting: ShownError[] = [];
  let writing: Promise<void> | undefined;

  const report = (error: unknown): void => {
    logger.error('error_id.not_written', { error });
  };
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await store.keepErrors(batch, mostShownErrors).catch(report);
    }
    writing = undefined;
  };
  const timer = setInterval(() => {
    store.forgetErrors(clock.now() - errorsKeptMillis).catch(report);
  }, forgetEveryMillis);
  timer.unref();

  return {
    add(error) {
      if (waiting.length >= mostWaiting || isOneOfTooMany(error)) return;
      waiting.push(error);
      writing ??= write();
    },
    async close() {
      clearInterval(timer);
      await writing;
    },
  };
}

/** Bounded by itself: it counts for a minute, and so many kinds at most. */
function createAllowance(): (error: ShownError) => boolean {
  const mostKinds = 1_000;
  const counts = new Map<string, number>();
  let minute: number | undefined;
  return ({ at, code, idp, service }) => {
    const now = Math.floor(at / minuteMillis);
    if (now !== minute) counts.clear();
    minute = now;
    const kind = [code, idp, service].join(' ');
    const count = (counts.get(kind) ?? 0) + 1;
    if (count === 1 && counts.size >= mostKinds) return true;
    counts.set(kind, count);
    return count > mostAlikePerMinute;
  };
}
