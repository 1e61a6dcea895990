import type { Clock } from '../domain/clock.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import { createCountedEvents, isCounted } from './counted-events.ts';

/** The longest time until counts of a minute are written when nothing more comes. */
const writeCountsMillis = 60_000;

/** The audit trail as the broker writes it: each event, or of what strangers can cause its counts by the minute. */
export interface Trail {
  /** Never throws: what cannot be written is logged. Says whether this very event is in the trail, and not only counted. */
  write(event: AuditEvent): Promise<boolean>;
  /** Writes the counts of the minute that is not over yet. */
  close(): Promise<void>;
}

export function createTrail(parts: {
  readonly store: Pick<LedgerStore, 'appendAudit'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): Trail {
  const counted = createCountedEvents();
  let timer: NodeJS.Timeout | undefined;

  const append = async (event: AuditEvent): Promise<boolean> => {
    try {
      await parts.store.appendAudit(event);
      return true;
    } catch (error) {
      parts.logger.error('audit.not_written', { reason: event.type, error });
      return false;
    }
  };
  /** Those that were written. */
  const appendAll = async (events: readonly AuditEvent[]): Promise<ReadonlySet<AuditEvent>> => {
    const written = new Set<AuditEvent>();
    for (const event of events) if (await append(event)) written.add(event);
    return written;
  };
  const writeCounts = (): void => {
    timer = undefined;
    void appendAll(counted.take());
  };

  return {
    async write(event) {
      if (!isCounted(event)) return append(event);
      timer ??= setTimeout(writeCounts, writeCountsMillis).unref();
      return (await appendAll(counted.add(event))).has(event);
    },
    async close() {
      clearTimeout(timer);
      await appendAll(counted.take());
    },
  };
}
