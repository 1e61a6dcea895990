import type { IdpId, SchoolId } from '../domain/ids.ts';
import { whoseTurnFor, type RefusalReason } from '../domain/release.ts';
import { idpCounts, schoolIsOpen } from '../register/model/validity.ts';
import type { IdentityProvider, School } from '../register/model/register.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { Register } from '../register/replica/register.ts';
import { loginAddresses } from './addresses.ts';
import type { LoginParts } from './parts.ts';
import { sendRefusal } from './refusal.ts';
import type { HttpExchange } from '../http/exchange.ts';
import { seeOther } from '../http/see-other.ts';

/** What stands in the way before we know who somebody is, so that nobody is sent to a school for nothing. */
export type ClosedGate =
  | { readonly gate: 'school'; readonly school: SchoolId }
  | { readonly gate: 'idp'; readonly idp: IdpId }
  | { readonly gate: 'service' };

/** Which of the two stands in the way of a sign-in at this school through this IdP, if any. */
export function closedGateOf(
  parts: Pick<LoginParts, 'today'>,
  school: School,
  idp: IdentityProvider,
): ClosedGate | undefined {
  const today = parts.today();
  if (!idpCounts(idp, today)) return { gate: 'idp', idp: idp.id };
  return schoolIsOpen(school, today) ? undefined : { gate: 'school', school: school.id };
}

interface Refused {
  readonly reason: RefusalReason;
  /** What the page calls the school. */
  readonly schoolName: string;
}

/** Writes down that somebody was turned away, and returns the address of the page that says why. */
export async function turnedAway(
  parts: LoginParts,
  waiting: Pick<WaitingRequest, 'transaction' | 'service'>,
  closed: ClosedGate,
): Promise<string> {
  const { transaction, service } = waiting;
  switch (closed.gate) {
    case 'school':
      await parts.ledger.audit({
        type: 'login.refused',
        reason: 'school_closed',
        school: closed.school,
        service,
      });
      return loginAddresses.schoolClosed(transaction, closed.school);
    case 'idp':
      await parts.ledger.audit({
        type: 'login.refused',
        reason: 'idp_not_in_force',
        idp: closed.idp,
        service,
      });
      return loginAddresses.idpClosed(transaction, closed.idp);
    case 'service':
      await parts.ledger.audit({ type: 'login.refused', reason: 'service_blocked', service });
      return loginAddresses.serviceClosed(transaction);
  }
}

/** The page of a closed gate, at an address of its own. When it has opened in the meantime, the login begins anew. */
export function showClosedGate(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  closed: ClosedGate,
): void {
  const refused = refusalAt(parts, waiting, closed);
  if (refused === undefined) {
    seeOther(exchange.response, loginAddresses.start(waiting.transaction));
    return;
  }
  sendRefusal(parts, exchange, waiting, {
    ...refused,
    whoseTurn: whoseTurnFor(refused.reason),
    // Nobody has said yet who they are; most are pupils, and a teacher understands the words for pupils too.
    kind: 'pupil',
    otherSchoolUrl: closed.gate === 'service' ? undefined : loginAddresses.schools(waiting.transaction),
  });
}

function refusalAt(parts: LoginParts, waiting: WaitingRequest, closed: ClosedGate): Refused | undefined {
  const register = parts.register.current();
  switch (closed.gate) {
    case 'school': {
      const school = register.school(closed.school);
      if (school === undefined || schoolIsOpen(school, parts.today())) return undefined;
      return { reason: 'school_closed', schoolName: school.name };
    }
    case 'idp': {
      const idp = register.idp(closed.idp)?.record;
      if (idp === undefined || idpCounts(idp, parts.today())) return undefined;
      return { reason: 'idp_not_in_force', schoolName: nameFor(idp, register) };
    }
    case 'service': {
      const isBlocked = register.service(waiting.service)?.record.blocked === true;
      return isBlocked ? { reason: 'service_blocked', schoolName: '' } : undefined;
    }
  }
}

/** The school, where an IdP is that of one school only; people know it better than what it signs in with. */
function nameFor({ schools, name }: IdentityProvider, register: Register): string {
  const [only, ...others] = schools;
  const school = only !== undefined && others.length === 0 ? register.school(only) : undefined;
  return school?.name ?? name;
}
