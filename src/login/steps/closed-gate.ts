import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import { whoseTurnFor } from '../../domain/release.ts';
import type { SchoolId } from '../../domain/ids.ts';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import type { SchoolHelp } from '../../http/school-help.ts';
import { seeOther } from '../../http/see-other.ts';
import type { Register } from '../../register/replica/register.ts';
import { closedGate, type ClosedGate, type GatesOfSignIn } from '../../release/closed-gate.ts';
import { loginAddresses } from '../addresses.ts';
import { idpParameter, schoolParameter, schoolQuery } from '../parameters.ts';
import type { LoginParts } from '../parts.ts';
import { errorIdFor } from '../refusal-error-id.ts';
import { schoolHelp } from '../school-help.ts';
import { sendRefusal } from '../send-refusal.ts';
import type { Step } from '../step.ts';

/** One of these; that of a board is told where schools are told of that do not take part. */
type GateWithPage = Exclude<ClosedGate, { readonly board: unknown }>;

/** Nobody signs in for this school any more. */
export const schoolClosed: Step = (parts, exchange, waiting) => {
  const school = parts.register.current().school(schoolParameter(exchange.request));
  return showClosedGate(parts, exchange, waiting, { school }, school?.id);
};

/** The school's login does not count today. */
export const idpClosed: Step = (parts, exchange, waiting) => {
  const idp = parts.register.current().idp(idpParameter(exchange.request))?.record;
  const school = idp && schoolOf(idp, schoolQuery(exchange.request));
  return showClosedGate(parts, exchange, waiting, { idp }, school);
};

/** The operator blocked the service. */
export const serviceClosed: Step = (parts, exchange, waiting) => {
  const service = parts.register.current().service(waiting.service)?.record;
  return showClosedGate(parts, exchange, waiting, { service });
};

/** The page of a closed gate, at an address of its own. When it has opened in the meantime, the login begins anew. */
async function showClosedGate(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  gates: Omit<GatesOfSignIn, 'board'>,
  school?: SchoolId,
): Promise<void> {
  const closed = closedGate(gates, parts.today());
  if (closed === undefined || closed.reason === 'operator_agreement_not_in_force') {
    seeOther(exchange.response, loginAddresses.start(waiting.transaction));
    return;
  }
  const at = school === undefined ? {} : { school };
  const refusal = { type: 'login.refused', ...at, ...closed, service: waiting.service } as const;
  sendRefusal(parts, exchange, waiting, {
    ...(await errorIdFor(parts, waiting, refusal)),
    reason: closed.reason,
    schoolName: schoolNameAt(closed, parts.register.current()),
    help: helpAt(closed, school, parts.register.current()),
    whoseTurn: whoseTurnFor(closed.reason),
    // Nobody has said yet who they are; most are pupils, and a teacher understands the words for pupils too.
    affiliation: 'pupil',
    otherSchoolUrl:
      closed.reason === 'service_blocked' ? undefined : loginAddresses.schools(waiting.transaction),
  });
}

/** What the page calls the school. */
function schoolNameAt(closed: GateWithPage, register: Register): string {
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
function nameFor(idp: IdentityProvider, register: Register): string {
  const school = onlySchoolOf(idp);
  return (school && register.school(school)?.name) ?? idp.name;
}

/** Of the school whose login it was to be. One that closed has nobody to ask any more: its board has. */
function helpAt(
  closed: GateWithPage,
  school: SchoolId | undefined,
  register: Register,
): SchoolHelp | undefined {
  switch (closed.reason) {
    case 'school_closed': {
      const help = schoolHelp(register, closed.school);
      return help && { school: help.school, board: help.board };
    }
    case 'idp_not_in_force':
      return school && schoolHelp(register, school);
    case 'service_blocked':
      return undefined;
  }
}

/** The named one, where it is one of this login; else the only one. */
function schoolOf(idp: IdentityProvider, named: SchoolId | undefined): SchoolId | undefined {
  return named !== undefined && idp.schools.includes(named) ? named : onlySchoolOf(idp);
}

function onlySchoolOf({ schools }: IdentityProvider): SchoolId | undefined {
  return schools.length === 1 ? schools[0] : undefined;
}
