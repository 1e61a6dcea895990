import type { ErrorCode } from '../domain/error-codes.ts';
import type { ErrorId, IdpId, SchoolId, ServiceId } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Ledger } from './ledger.ts';

export interface FailedRequest {
  readonly code: ErrorCode;
  readonly errorId: ErrorId;
  /** Only those that are in the register: whatever else stood in the address is nobody's name. */
  readonly idp?: IdpId;
  readonly school?: SchoolId;
  readonly service?: ServiceId;
}

/**
 * What failed on the way of a login goes to the audit trail. Of anything else the error id that the person sees is
 * kept for a day. Says whether the trail has it at a school: only there a short error id is looked up.
 */
export async function writeFailedRequest(
  ledger: Pick<Ledger, 'audit' | 'shown'>,
  { code, errorId, idp, school, service }: FailedRequest,
): Promise<boolean> {
  const where = { ...(idp && { idp }), ...(service && { service }) };
  const type = auditTypeOf(code, idp);
  if (type === undefined) {
    ledger.shown({ id: errorId, code, ...where });
    return false;
  }
  const isInTrail = await ledger.audit({ type, reason: code, errorId, ...where, ...(school && { school }) });
  return isInTrail && school !== undefined;
}

function auditTypeOf(code: ErrorCode, idp: IdpId | undefined): AuditEvent['type'] | undefined {
  // a form that could not be read at the address to which this IdP posts
  if (code === 'http.bad_request' && idp !== undefined) return 'login.rejected';
  if (code === 'identity.conflict') return 'identifier.conflict';
  if (code === 'identity.foreign_board') return 'identifier.foreign_board';
  return /^(?:saml|oidc|identity|login|outgoing)\./.test(code) ? 'login.rejected' : undefined;
}
