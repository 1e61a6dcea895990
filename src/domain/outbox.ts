import type { MessageId, PortalAccountId } from './ids.ts';

/** What a message is to whoever sends it. */
export const messageKinds = ['mail'] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * How an attempt ended, or why there was none. Words of ours alone: what a receiver answers may repeat addresses.
 */
export const messageOutcomes = [
  'delivered',
  /** The receiver said that it will never take this one. */
  'refused',
  /** The receiver said that it does not take it now. */
  'deferred',
  'no_answer',
  'no_tls',
  'not_signed_in',
  /** Its payload does not open: it was changed in the database, or its lasting key is another one. */
  'unreadable',
  /** The node stopped while it was under way: it may have arrived. */
  'interrupted',
  /** Something else went wrong on our side; the log has it. */
  'failed',
  /** Its deadline came, or its attempts were used up, before any of them ended. */
  'expired',
] as const;
export type MessageOutcome = (typeof messageOutcomes)[number];

export const messageStates = ['waiting', 'delivered', 'dead'] as const;
export type MessageState = (typeof messageStates)[number];

/** What is known of a message beside its payload. Times are milliseconds since the epoch. */
export interface MessageFacts {
  readonly id: MessageId;
  readonly kind: MessageKind;
  /** Of whom one message is under way at a time: of mail the domain of the address. */
  readonly receiver: string;
  readonly state: MessageState;
  readonly madeAt: number;
  /** The next attempt is not before this. */
  readonly notBefore: number;
  /** No attempt begins after this. */
  readonly deadline: number;
  readonly attempts: number;
  /** Of the last attempt that ended. */
  readonly outcome?: MessageOutcome;
  /** When it was delivered or became a dead letter. */
  readonly endedAt?: number;
  /** Its payload is still there. */
  readonly hasPayload: boolean;
}

/** A message as it is written: its payload sealed to its row with this version of the lasting key. */
export interface NewMessage extends Pick<
  MessageFacts,
  'id' | 'kind' | 'receiver' | 'madeAt' | 'notBefore' | 'deadline'
> {
  /** Until when the payload of a dead letter is kept. */
  readonly payloadUntil: number;
  readonly keyVersion: number;
  readonly sealed: Uint8Array;
  /** The account that did what it tells, where it could do so again and again: `mostCausedInADay` counts. */
  readonly causedBy?: PortalAccountId;
}

/** Waiting and under way; dead letters stay for an operator and do not count. */
export const mostWaitingPerReceiver = 2_000;
/** By one account, in 24 hours. What would tell more is refused as a whole. */
export const mostCausedInADay = 100;
export const largestPayload = 64 * 1024;
