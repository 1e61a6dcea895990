import type { MessageId } from '../domain/ids.ts';
import type { MessageKind, MessageOutcome } from '../domain/outbox.ts';

/** What a sender says of one attempt. `refused` is for good; all others are tried again. */
export type SendOutcome = Extract<
  MessageOutcome,
  'delivered' | 'refused' | 'deferred' | 'no_answer' | 'no_tls' | 'not_signed_in' | 'unreadable'
>;

export interface OpenedMessage {
  /** Handed on to the receiver, which may get a message twice and can tell by it. */
  readonly id: MessageId;
  readonly madeAt: number;
  readonly payload: Uint8Array;
}

/**
 * Hands messages of one kind to their receivers. Ends within a time limit of its own, and at once when `signal` says so. Throws for
 * what it does not know.
 */
export interface Sender {
  send(message: OpenedMessage, signal: AbortSignal): Promise<SendOutcome>;
}

/** Of the kinds that this node can send. */
export type Senders = Readonly<Partial<Record<MessageKind, Sender>>>;
