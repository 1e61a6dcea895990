import type { SchoolId, TransactionId } from '../domain/ids.ts';
import type { Refusal } from '../domain/ledger.ts';
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
  await refuseLogin(parts, transaction, { type: 'login.refused', ...writtenOf(closed, school), service });
  return addressOf(transaction, closed, school);
}

/** The trail names the school of a board's gate, and not the board. */
function writtenOf(closed: ClosedGate | NotTakingPart, school: SchoolId | undefined): Omit<Refusal, 'type'> {
  const at = school === undefined ? {} : { school };
  if ('board' in closed) return { reason: closed.reason, ...at };
  return closed.reason === 'idp_not_in_force' ? { ...at, ...closed } : closed;
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
    case 'operator_agreement_not_in_force': {
      const at = 'school' in closed ? closed.school : school;
      return at === undefined
        ? loginAddresses.schools(transaction)
        : loginAddresses.notTakingPart(transaction, at);
    }
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
