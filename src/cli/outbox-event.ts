import type { MessageId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';

/** What an operator did with the outbox, for the audit trail: the id of the message, and never whom it is for. */
export function outboxEvent(
  type: Extract<AuditEvent['type'], `outbox.${string}`>,
  at: number,
  { id, author, reason }: { readonly id?: MessageId; readonly author: string; readonly reason?: string },
): AuditEvent {
  return {
    type,
    at,
    author,
    recordKind: 'outbox-message',
    ...(id === undefined ? {} : { recordId: id }),
    ...(reason === undefined ? {} : { statedReason: reason }),
  };
}
