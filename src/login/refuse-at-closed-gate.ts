import type { TransactionId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { ClosedGate } from '../release/closed-gate.ts';
import { loginAddresses } from './addresses.ts';
import type { LoginParts } from './parts.ts';

/** Writes the refusal to the audit trail, and returns the address of the page that says why. */
export async function refuseAtClosedGate(
  parts: LoginParts,
  { transaction, service }: Pick<WaitingRequest, 'transaction' | 'service'>,
  closed: ClosedGate,
): Promise<string> {
  await parts.ledger.audit({ type: 'login.refused', ...closed, service });
  return addressOf(transaction, closed);
}

function addressOf(transaction: TransactionId, closed: ClosedGate): string {
  switch (closed.reason) {
    case 'school_closed':
      return loginAddresses.schoolClosed(transaction, closed.school);
    case 'idp_not_in_force':
      return loginAddresses.idpClosed(transaction, closed.idp);
    case 'service_blocked':
      return loginAddresses.serviceClosed(transaction);
  }
}
