import type { MessageId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type {
  MessageFacts,
  MessageKind,
  MessageOutcome,
  MessageState,
  NewMessage,
} from '../../domain/outbox.ts';
import type { SealedRows } from './sealed-rows.ts';
import type { Store } from './store.ts';

/** One message for one sender alone, until its lease ends. */
export interface ClaimedMessage {
  readonly id: MessageId;
  readonly kind: MessageKind;
  /** Names this claim: who holds another one has lost the message. */
  readonly lease: string;
  readonly madeAt: number;
  readonly deadline: number;
  /** With the one that begins now. */
  readonly attempts: number;
  readonly sealed: Uint8Array;
}

export interface ClaimRequest {
  readonly kinds: readonly MessageKind[];
  readonly now: number;
  /** A UUID of its own. */
  readonly lease: string;
  readonly leaseUntil: number;
  readonly mostAttempts: number;
  readonly limit: number;
}

export interface OutboxCounts {
  readonly waiting: number;
  readonly dead: number;
  /** When the oldest of those that wait was made. */
  readonly oldest?: number;
}

/** What goes out. A message waits, and ends delivered or as a dead letter; a delivered one has no payload any more. */
export interface OutboxStore extends Store, SealedRows {
  /**
   * Atomic, with the events. Throws `outbox.full`, and writes nothing, when more than `mostWaitingPerReceiver` messages of one receiver would
   * wait, and `outbox.too_many` when whoever caused them had caused `mostCausedInADay` already. Stores that write what a message tells do
   * the same within their own transaction.
   */
  add(messages: readonly NewMessage[], events: readonly AuditEvent[]): Promise<void>;
  /**
   * Of each receiver at most one message that is due, the longest waiting first, and none while another one of it is under way
   * at anybody. One whose lease ended is there again. Messages past their deadline or their attempts become dead letters.
   */
  claim(request: ClaimRequest): Promise<readonly ClaimedMessage[]>;
  /** The payload goes in the same step. `false`: somebody else holds the message, or it is gone. */
  delivered(claim: Pick<ClaimedMessage, 'id' | 'lease'>, at: number): Promise<boolean>;
  /** Waits until `notBefore`; without it, it is a dead letter. `false`: somebody else holds the message, or it is gone. */
  failed(
    claim: Pick<ClaimedMessage, 'id' | 'lease'>,
    how: { readonly outcome: MessageOutcome; readonly at: number; readonly notBefore?: number },
  ): Promise<boolean>;
  /**
   * Makes dead letters of what is past its deadline, takes payloads of dead letters whose time is over, and erases
   * what ended before these moments, some of it at a time.
   */
  tidy(when: {
    readonly now: number;
    readonly deliveredBefore: number;
    readonly deadBefore: number;
  }): Promise<void>;
  /** The newest first. */
  list(query: {
    readonly state?: MessageState;
    /** Only those made before this one. */
    readonly before?: MessageId;
    readonly limit: number;
  }): Promise<readonly MessageFacts[]>;
  find(id: MessageId): Promise<MessageFacts | undefined>;
  /**
   * Atomic, with the events, which are written only when it is due again. A message that waits is due now; a dead letter as well, with new
   * attempts and as long to its deadline as it had at first.
   */
  retry(
    id: MessageId,
    at: number,
    events: readonly AuditEvent[],
  ): Promise<'due' | 'unknown' | 'under_way' | 'delivered' | 'payload_gone'>;
  /** Atomic, with the events. Takes the whole row; what is under way may still arrive. `false`: there is none. */
  drop(id: MessageId, events: readonly AuditEvent[]): Promise<boolean>;
  counts(): Promise<OutboxCounts>;
  /** Calls `changed` when there is something to claim. Hints only: a lost connection loses hints. Reconnects by itself. */
  subscribe(changed: () => void): Promise<{ close(): Promise<void> }>;
}
