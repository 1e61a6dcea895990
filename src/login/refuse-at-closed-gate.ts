import type { TransactionId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { ClosedGate } from '../release/closed-gate.ts';
import { loginAddresses } from './addresses.ts';
import type { NotTakingPart } from './next-step.ts';
import type { LoginParts } from './parts.ts';

/** Writes the refusal to the audit trail, and returns the address of the page that says why. */
export async function refuseAtClosedGate(
  parts: LoginParts,
  { transaction, service }: Pick<WaitingRequest, 'transaction' | 'service'>,
  closed: ClosedGate | NotTakingPart,
): Promise<string> {
  await parts.ledger.audit({ type: 'login.refused', ...closed, service });
  return addressOf(transaction, closed);
}

function addressOf(transaction: TransactionId, closed: ClosedGate | NotTakingPart): string {
  switch (closed.reason) {
    case 'school_closed':
      return loginAddresses.schoolClosed(transaction, closed.school);
    case 'idp_not_in_force':
      // of one identity provider, or of all those of a school
      return 'idp' in closed
        ? loginAddresses.idpClosed(transaction, closed.idp)
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
