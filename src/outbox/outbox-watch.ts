import { dayMillis, type Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { OutboxCounts, OutboxStore } from '../storage/stores/outbox-store.ts';

/** What is known of a message after it was delivered, and of one that was not. */
const deliveredKeptDays = 30;
const deadKeptDays = 90;

/** How much waits and what was not delivered; and sees that nothing is kept for longer than it is to be. */
export interface OutboxWatch {
  /** Never fails. */
  look(): Promise<void>;
  /** As of the last look. */
  state(): { readonly waiting: number; readonly dead: number; readonly oldestMillis: number };
}

export function createOutboxWatch({
  store,
  clock,
  logger,
}: {
  readonly store: Pick<OutboxStore, 'tidy' | 'counts'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): OutboxWatch {
  let known: OutboxCounts = { waiting: 0, dead: 0 };
  return {
    async look() {
      const now = clock.now();
      try {
        await store.tidy({
          now,
          deliveredBefore: now - deliveredKeptDays * dayMillis,
          deadBefore: now - deadKeptDays * dayMillis,
        });
        const before = known.dead;
        known = await store.counts();
        if (known.dead > before) {
          logger.warn('outbox.dead_letters', { component: 'outbox', count: known.dead });
        }
      } catch (error) {
        logger.warn('outbox.not_watched', { component: 'outbox', error });
      }
    },
    state: () => ({
      waiting: known.waiting,
      dead: known.dead,
      oldestMillis: known.oldest === undefined ? 0 : Math.max(0, clock.now() - known.oldest),
    }),
  };
}
