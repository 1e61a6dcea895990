import { randomBytes, randomUUID } from 'node:crypto';
import { messageId, type MessageId } from '../../src/domain/ids.ts';
import type { NewMessage } from '../../src/domain/outbox.ts';
import { systemRandomness, timeOrderedUuid } from '../../src/domain/randomness.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import type { OutboxStore } from '../../src/storage/stores/outbox-store.ts';
import { required } from '../../testkit/values/ids.ts';

export interface OutboxStores {
  readonly store: OutboxStore;
  /** On the same data, by connections of its own. */
  readonly another: OutboxStore;
  readonly ledger: LedgerStore;
  /** Erases all messages. */
  readonly empty: () => Promise<unknown>;
}

export const at = Date.UTC(2026, 8, 1, 7);
export const minute = 60_000;
export const hour = 60 * minute;
let made = 0;

export function messageTo(receiver: string, changes: Partial<NewMessage> = {}): NewMessage {
  made += 1;
  return {
    id: required(messageId(timeOrderedUuid(at + made, systemRandomness))),
    kind: 'mail',
    receiver,
    madeAt: at,
    notBefore: at,
    deadline: at + hour,
    payloadUntil: at + 24 * hour,
    keyVersion: 1,
    sealed: randomBytes(40),
    ...changes,
  };
}
export const eventOf = (id: MessageId) =>
  ({ type: 'outbox.tested', at, recordKind: 'outbox-message', recordId: id }) as const;

/** What is due at a moment, under a lease of its own. */
export function claim(
  store: OutboxStore,
  now: number,
  changes: { readonly mostAttempts?: number; readonly limit?: number } = {},
) {
  return store.claim({
    kinds: ['mail'],
    now,
    lease: randomUUID(),
    leaseUntil: now + minute,
    mostAttempts: 3,
    limit: 9,
    ...changes,
  });
}

export async function eventsOf({ ledger }: OutboxStores, id: MessageId) {
  return (await ledger.listAudit({ limit: 1_000 })).filter((event) => event.recordId === id);
}

export function idsOf(messages: readonly { readonly id: MessageId }[]): readonly MessageId[] {
  return messages.map(({ id }) => id);
}
