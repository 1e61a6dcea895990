import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import { whoseTurnFor } from '../../domain/release.ts';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import type { Register } from '../../register/replica/register.ts';
import { closedGate, type ClosedGate, type GatesOfSignIn } from '../../release/closed-gate.ts';
import { loginAddresses } from '../addresses.ts';
import { idpParameter, schoolParameter } from '../parameters.ts';
import type { LoginParts } from '../parts.ts';
import { sendRefusal } from '../send-refusal.ts';
import type { Step } from '../step.ts';

/** Nobody signs in for this school any more. */
export const schoolClosed: Step = (parts, exchange, waiting) => {
  const school = parts.register.current().school(schoolParameter(exchange.request));
  showClosedGate(parts, exchange, waiting, { school });
};

/** The school's login does not count today. */
export const idpClosed: Step = (parts, exchange, waiting) => {
  const idp = parts.register.current().idp(idpParameter(exchange.request))?.record;
  showClosedGate(parts, exchange, waiting, { idp });
};

/** The operator blocked the service. */
export const serviceClosed: Step = (parts, exchange, waiting) => {
  const service = parts.register.current().service(waiting.service)?.record;
  showClosedGate(parts, exchange, waiting, { service });
};

/** The page of a closed gate, at an address of its own. When it has opened in the meantime, the login begins anew. */
function showClosedGate(
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
    affiliation: 'pupil',
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
