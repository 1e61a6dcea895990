import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { MessageKind, MessageOutcome } from '../domain/outbox.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import type { ClaimedMessage, OutboxStore } from '../storage/stores/outbox-store.ts';
import { pauseAfter } from './back-off.ts';
import type { Senders } from './sender.ts';

/** No attempt takes longer, whatever its sender does. */
const attemptMilliseconds = 60_000;
/** A node that is gone is waited for so long. More than an attempt and its mark take, also with clocks that differ. */
export const leaseMilliseconds = 3 * 60_000;
/** How long a mark is tried while the database is away: what is not marked is sent again. */
const markMilliseconds = 60_000;

export interface DeliveryParts {
  readonly store: OutboxStore;
  readonly sealer: Pick<LastingSealer, 'open'>;
  readonly senders: Senders;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** Told of each attempt as it ended. */
  readonly onEnd?: (attempt: { readonly kind: MessageKind; readonly outcome: MessageOutcome }) => void;
}

/** One attempt, and its mark. Never fails: what cannot be marked is sent again when its lease ends. */
export async function deliverMessage(
  parts: DeliveryParts,
  message: ClaimedMessage,
  closing: AbortSignal,
): Promise<void> {
  const { logger, onEnd } = parts;
  const outcome = await attempt(parts, message, closing);
  onEnd?.({ kind: message.kind, outcome });
  const fields = { component: 'outbox', reason: outcome, count: message.attempts };
  if (outcome === 'delivered') logger.debug('outbox.delivered', fields);
  else logger.warn('outbox.not_delivered', fields);
  try {
    await marked(parts, () => mark(parts, message, outcome), closing);
  } catch (error) {
    logger.error('outbox.not_marked', { component: 'outbox', error });
  }
}

async function attempt(
  { store, sealer, senders, logger }: DeliveryParts,
  { id, kind, madeAt, sealed }: ClaimedMessage,
  closing: AbortSignal,
): Promise<MessageOutcome> {
  const payload = sealer.open(sealed, { table: store.table, id });
  const sender = senders[kind];
  if (payload === undefined || sender === undefined) return 'unreadable';
  const signal = AbortSignal.any([closing, AbortSignal.timeout(attemptMilliseconds)]);
  try {
    return await sender.send({ id, madeAt, payload }, signal);
  } catch (error) {
    if (closing.aborted) return 'interrupted';
    if (signal.aborted) return 'no_answer';
    logger.error('outbox.failed', { component: 'outbox', error });
    return 'failed';
  }
}

async function mark(
  { store, clock, randomness }: DeliveryParts,
  message: ClaimedMessage,
  outcome: MessageOutcome,
): Promise<void> {
  const at = clock.now();
  switch (outcome) {
    case 'delivered':
      await store.delivered(message, at);
      return;
    case 'refused':
    case 'unreadable':
      await store.failed(message, { outcome, at });
      return;
    case 'interrupted':
      await store.failed(message, { outcome, at, notBefore: at });
      return;
    case 'deferred':
    case 'no_answer':
    case 'no_tls':
    case 'not_signed_in':
    case 'failed':
    case 'expired':
      await store.failed(message, {
        outcome,
        at,
        notBefore: at + pauseAfter(message.attempts, randomness),
      });
      return;
  }
}

/** Again and again while the database is away, as long as the lease surely lasts; only once when the node stops. */
async function marked(
  { clock }: DeliveryParts,
  work: () => Promise<void>,
  closing: AbortSignal,
): Promise<void> {
  const until = clock.now() + markMilliseconds;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (closing.aborted || clock.now() >= until) throw error;
      await pause(1_000, undefined, { signal: closing }).catch(() => undefined);
    }
  }
}
