import type { CalendarDay } from '../domain/clock.ts';
import type { IdpId, SchoolId, ServiceId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { Register } from '../register/replica/register.ts';
import { closedGate, type ClosedGate } from '../release/closed-gate.ts';
import type { ParticipationRefusal } from '../release/taking-part.ts';
import { idpsInForce, openSchoolOf, openSchools } from './in-force.ts';
import { participationRefusals } from './participation.ts';

/** A school that does not take part in the service that somebody wants to go to. */
export interface NotTakingPart {
  readonly reason: ParticipationRefusal;
  readonly school: SchoolId;
}

/** What a login needs next. Steps never call each other: each ends with a redirect to the dispatcher or to its outcome. */
export type NextStep =
  | { readonly step: 'resume'; readonly url: string }
  | { readonly step: 'show-refusal' }
  | { readonly step: 'choose-school' }
  | { readonly step: 'choose-idp'; readonly school: SchoolId }
  | { readonly step: 'visit-school'; readonly school: SchoolId; readonly idp: IdpId }
  | {
      readonly step: 'closed-gate';
      readonly closed: ClosedGate | NotTakingPart;
      /** Where the way to it is closed. */
      readonly school?: SchoolId;
    }
  | { readonly step: 'school-unknown' };

/**
 * The dispatcher: from what is stored, the next step. A hint of the supplier, or a service that only one school
 * has switched on, skips the choice.
 */
export function nextStep(waiting: WaitingRequest, register: Register, today: CalendarDay): NextStep {
  if (waiting.resumeUrl !== undefined) return { step: 'resume', url: waiting.resumeUrl };
  if (waiting.prompt === 'release') return { step: 'show-refusal' };
  const blocked = closedGate({ service: register.service(waiting.service)?.record }, today);
  if (blocked !== undefined) return { step: 'closed-gate', closed: blocked };
  if (waiting.school !== undefined) return visit(waiting.school, register, today);
  const [only, ...others] = openSchools(register.schoolsWith(waiting.service), today);
  if (only !== undefined && others.length === 0) return visit(only.id, register, today);
  return { step: 'choose-school' };
}

/**
 * The step once somebody has chosen a school: nobody is sent to one that does not take part. A supplier's hint leads to the
 * school in any case, and who has signed in there is told the exact reason.
 */
export function chosen(
  id: SchoolId,
  service: ServiceId,
  register: Register,
  { today, portal }: { readonly today: CalendarDay; readonly portal?: ServiceId | undefined },
): NextStep {
  const named = register.school(id);
  const school = named && openSchoolOf(named, register, today);
  const wanted = register.service(service)?.record;
  const reason = school && wanted && participationRefusals(wanted, register, { today, portal })(school);
  if (school === undefined || reason === undefined) return visit(id, register, today);
  return { step: 'closed-gate', closed: { reason, school: school.id } };
}

/** The step once the school is known. A closed school leads to the one that it goes on in. */
function visit(id: SchoolId, register: Register, today: CalendarDay): NextStep {
  const named = register.school(id);
  if (named === undefined) return { step: 'school-unknown' };
  const school = openSchoolOf(named, register, today);
  if (school === undefined) return { step: 'closed-gate', closed: { reason: 'school_closed', school: id } };
  const closed = closedGate({ board: register.board(school.board) }, today);
  if (closed !== undefined) return { step: 'closed-gate', closed, school: school.id };
  const [any] = register.idpsOf(school.id);
  if (any === undefined) return { step: 'school-unknown' };
  const [only, ...others] = idpsInForce(register, school.id, today);
  if (only === undefined) {
    const off = { reason: 'idp_not_in_force', idp: any.record.id } as const;
    return { step: 'closed-gate', closed: off, school: school.id };
  }
  if (others.length > 0) return { step: 'choose-idp', school: school.id };
  return { step: 'visit-school', school: school.id, idp: only.record.id };
}
