import type { AuditEvent } from './ledger.ts';

/** Events of the trail that are about a sign-in that did not succeed. */
export const refusedSignInTypes = [
  'login.refused',
  'login.rejected',
  'login.cancelled',
  'identifier.conflict',
  'identifier.foreign_board',
] as const satisfies readonly AuditEvent['type'][];
