import type { TransactionId } from '../domain/ids.ts';
import { whoseTurnFor } from '../domain/release.ts';
import type { IdentityProvider } from '../register/model/register.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { Register } from '../register/replica/register.ts';
import { closedGate, type ClosedGate, type GatesOfSignIn } from '../release/closed-gate.ts';
import { loginAddresses } from './addresses.ts';
import type { LoginParts } from './parts.ts';
import { sendRefusal } from './refusal.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';

/** Writes down that somebody was turned away, and returns the address of the page that says why. */
export async function turnedAway(
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

/** The page of a closed gate, at an address of its own. When it has opened in the meantime, the login begins anew. */
export function showClosedGate(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  gates: GatesOfSignIn,
): void {
  const closed = closedGate(gates, parts.today());
  if (closed === undefined) {
    seeOther(exchange.response, loginAddresses.start(waiting.transaction));
    return;
  }
  sendRefusal(parts, exchange, waiting, {
    reason: closed.reason,
    schoolName: schoolNameAt(closed, parts.register.current()),
    whoseTurn: whoseTurnFor(closed.reason),
    // Nobody has said yet who they are; most are pupils, and a teacher understands the words for pupils too.
    kind: 'pupil',
    otherSchoolUrl:
      closed.reason === 'service_blocked' ? undefined : loginAddresses.schools(waiting.transaction),
  });
}

/** What the page calls the school. */
function schoolNameAt(closed: ClosedGate, register: Register): string {
  switch (closed.reason) {
    case 'school_closed':
      return register.school(closed.school)?.name ?? '';
    case 'idp_not_in_force': {
      const idp = register.idp(closed.idp)?.record;
      return idp === undefined ? '' : nameFor(idp, register);
    }
    case 'service_blocked':
      return '';
  }
}

/** The school, where an IdP is that of one school only; people know it better than what it signs in with. */
function nameFor({ schools, name }: IdentityProvider, register: Register): string {
  const [only, ...others] = schools;
  const school = only !== undefined && others.length === 0 ? register.school(only) : undefined;
  return school?.name ?? name;
}
