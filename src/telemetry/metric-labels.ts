import type { AuditEvent } from '../domain/ledger.ts';

export type LoginOutcome = 'succeeded' | 'refused' | 'rejected' | 'cancelled';

/** The audit events that end a login; the others are no logins. */
export function countedLoginOutcome(type: AuditEvent['type']): LoginOutcome | undefined {
  switch (type) {
    case 'login.succeeded':
      return 'succeeded';
    case 'login.refused':
      return 'refused';
    case 'login.rejected':
      return 'rejected';
    case 'login.cancelled':
      return 'cancelled';
    default:
      return undefined;
  }
}

const codeShape = /^[\w./:*{} -]{1,80}$/;

/**
 * Keeps a label from growing without end, whatever is fed into it: at most so many different values, all of the
 * shape of a code or a route pattern; the rest counts as `other`.
 */
export function boundedLabel(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most || !codeShape.test(value)) return 'other';
    known.add(value);
    return value;
  };
}
