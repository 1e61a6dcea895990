import type { SchoolId, TransactionId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { ClosedGate } from '../release/closed-gate.ts';
import { loginAddresses } from './addresses.ts';
import type { NotTakingPart } from './next-step.ts';
import type { LoginParts } from './parts.ts';
import { refuseLogin } from './refusal-error-id.ts';

/** Writes the refusal down, and returns the address of the page that says why. `school`: of this sign-in, where it is known. */
export async function refuseAtClosedGate(
  parts: LoginParts,
  { transaction, service }: Pick<WaitingRequest, 'transaction' | 'service'>,
  closed: ClosedGate | NotTakingPart,
  school?: SchoolId,
): Promise<string> {
  const at = closed.reason === 'idp_not_in_force' && school !== undefined ? { school } : {};
  await refuseLogin(parts, transaction, { type: 'login.refused', ...at, ...closed, service });
  return addressOf(transaction, closed, school);
}

function addressOf(
  transaction: TransactionId,
  closed: ClosedGate | NotTakingPart,
  school: SchoolId | undefined,
): string {
  switch (closed.reason) {
    case 'school_closed':
      return loginAddresses.schoolClosed(transaction, closed.school);
    case 'idp_not_in_force':
      // of one identity provider, or of all those of a school
      return 'idp' in closed
        ? loginAddresses.idpClosed(transaction, closed.idp, school)
        : loginAddresses.notTakingPart(transaction, closed.school);
    case 'service_blocked':
      return loginAddresses.serviceClosed(transaction);
    case 'no_agreement':
    case 'agreement_not_active':
    case 'agreement_not_yet_valid':
    case 'agreement_expired':
    case 'service_not_covered':
    case 'service_not_enabled':
    case 'licence_not_yet_valid':
    case 'licence_expired':
      return loginAddresses.notTakingPart(transaction, closed.school);
  }
}
