import type { ErrorCode } from '../domain/error-codes.ts';
import type { ErrorId, IdpId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Ledger } from './ledger.ts';

export interface FailedRequest {
  readonly code: ErrorCode;
  readonly errorId: ErrorId;
  /** Only one that is in the register: whatever else stood in the address is nobody's name. */
  readonly idp: IdpId | undefined;
}

/**
 * What failed on the way of a login goes to the audit trail. Of anything else the error id that the person sees is
 * kept for a day.
 */
export async function writeFailedRequest(
  ledger: Pick<Ledger, 'audit' | 'shown'>,
  { code, errorId, idp }: FailedRequest,
): Promise<void> {
  const where = idp === undefined ? undefined : { idp };
  const type = auditTypeOf(code);
  if (type === undefined) ledger.shown({ id: errorId, code, ...where });
  else await ledger.audit({ type, reason: code, errorId, ...where });
}

function auditTypeOf(code: ErrorCode): AuditEvent['type'] | undefined {
  if (code === 'identity.conflict') return 'identifier.conflict';
  if (code === 'identity.foreign_board') return 'identifier.foreign_board';
  return /^(?:saml|oidc|identity|login|outgoing)\./.test(code) ? 'login.rejected' : undefined;
}
