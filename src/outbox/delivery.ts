import { messageKinds, type MessageKind } from '../domain/outbox.ts';
import { repeat } from '../register/stored/repeat.ts';
import { singleFlight } from '../register/stored/single-flight.ts';
import { mostAttempts } from './back-off.ts';
import { deliverMessage, leaseMilliseconds, type DeliveryParts } from './deliver-message.ts';

/** Attempts of one node at the same time. One receiver takes one of them, however much waits for it. */
const mostAtOnce = 16;

export interface Delivery {
  /**
   * Claims nothing more, lets attempts that are under way end for so long, and then breaks them off: they are tried again by whoever runs.
   */
  close(): Promise<void>;
}

export interface DeliveryOptions extends DeliveryParts {
  /** How often the store is asked for what is due, besides its hints. */
  readonly pollMilliseconds?: number;
  readonly closeMilliseconds?: number;
  /** How long a message stays with a node that is gone. */
  readonly leaseMilliseconds?: number;
}

/**
 * Sends what is due, of every receiver one message at a time. Every node runs one. Never fails: while the database is away it
 * says so once, and goes on when it is back.
 */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { store, logger, pollMilliseconds = 1_000, closeMilliseconds = 5_000 } = options;
  const kinds = messageKinds.filter((kind) => options.senders[kind] !== undefined);
  const underWay = new Set<Promise<void>>();
  const broken = new AbortController();
  let isClosing = false;
  let isWell = true;

  const look = singleFlight(async () => {
    try {
      await claimAndStart();
      isWell = true;
    } catch (error) {
      if (isWell) logger.error('outbox.stopped', { component: 'outbox', error });
      isWell = false;
    }
  });
  async function claimAndStart(): Promise<void> {
    const limit = mostAtOnce - underWay.size;
    if (isClosing || limit <= 0) return;
    for (const message of await claimed(options, kinds, limit)) {
      const sending = deliverMessage(options, message, broken.signal).finally(() => {
        underWay.delete(sending);
        // of this receiver another one may wait
        if (!isClosing) void look();
      });
      underWay.add(sending);
    }
  }

  const polling = repeat(look, { pauseMilliseconds: pollMilliseconds, firstPause: false });
  const hints = store
    .subscribe(() => void look())
    .catch((error: unknown) => {
      logger.warn('outbox.no_hints', { component: 'outbox', error });
      return undefined;
    });
  return {
    async close() {
      isClosing = true;
      await (await hints)?.close();
      await polling.stop();
      // what a last hint began
      await look();
      const breaking = setTimeout(() => broken.abort(), closeMilliseconds);
      await Promise.all(underWay);
      clearTimeout(breaking);
    },
  };
}

function claimed(
  { store, clock, randomness, ...options }: DeliveryOptions,
  kinds: readonly MessageKind[],
  limit: number,
) {
  const now = clock.now();
  const leaseUntil = now + (options.leaseMilliseconds ?? leaseMilliseconds);
  return store.claim({ kinds, now, lease: randomness.uuid(), leaseUntil, mostAttempts, limit });
}
