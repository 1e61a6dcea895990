import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Service } from '../register/model/kinds/service.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { BoardId, IdpId, SchoolId, ServiceId } from '../domain/ids.ts';
import type { SnapshotBoard } from '../register/model/snapshot-board.ts';
import { idpIsInForce, operatorAgreementIsInForce, schoolIsOpen } from '../register/model/validity.ts';

/** A gate that is closed to everybody, whoever comes: known before anybody is sent to a school. */
export type ClosedGate =
  | { readonly reason: 'school_closed'; readonly school: SchoolId }
  | { readonly reason: 'operator_agreement_not_in_force'; readonly board: BoardId }
  | { readonly reason: 'idp_not_in_force'; readonly idp: IdpId }
  | { readonly reason: 'service_blocked'; readonly service: ServiceId };

/** What is known so far of a sign-in. What is absent has no gate here: the register is asked for it first. */
export interface GatesOfSignIn {
  readonly school?: School | undefined;
  /** Of that school. */
  readonly board?: SnapshotBoard | undefined;
  readonly idp?: IdentityProvider | undefined;
  readonly service?: Service | undefined;
}

/**
 * The first gate that is closed to everybody, if any is. The one place that asks whether a school is open, the
 * operator may process for its board, an IdP counts and a service is let through today: the decision asks it of all four, the
 * login of each as soon as it is known.
 */
export function closedGate(
  { school, board, idp, service }: GatesOfSignIn,
  today: CalendarDay,
): ClosedGate | undefined {
  if (school !== undefined && !schoolIsOpen(school, today)) {
    return { reason: 'school_closed', school: school.id };
  }
  if (board !== undefined && !operatorAgreementIsInForce(board, today)) {
    return { reason: 'operator_agreement_not_in_force', board: board.id };
  }
  if (idp !== undefined && !idpIsInForce(idp, today)) return { reason: 'idp_not_in_force', idp: idp.id };
  if (service?.blocked === true) return { reason: 'service_blocked', service: service.id };
  return undefined;
}
