import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Service } from '../register/model/kinds/service.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { IdpId, SchoolId, ServiceId } from '../domain/ids.ts';
import { idpIsInForce, schoolIsOpen } from '../register/model/validity.ts';

/** A gate that is closed to everybody, whoever comes: known before anybody is sent to a school. */
export type ClosedGate =
  | { readonly reason: 'school_closed'; readonly school: SchoolId }
  | { readonly reason: 'idp_not_in_force'; readonly idp: IdpId }
  | { readonly reason: 'service_blocked'; readonly service: ServiceId };

/** What is known so far of a sign-in. What is absent has no gate here: the register is asked for it first. */
export interface GatesOfSignIn {
  readonly school?: School | undefined;
  readonly idp?: IdentityProvider | undefined;
  readonly service?: Service | undefined;
}

/**
 * The first gate that is closed to everybody, if any is. The one place that asks whether a school is open, an IdP counts
 * and a service is let through today: the decision asks it of all three, the login of each as soon as it is known.
 */
export function closedGate(
  { school, idp, service }: GatesOfSignIn,
  today: CalendarDay,
): ClosedGate | undefined {
  if (school !== undefined && !schoolIsOpen(school, today)) {
    return { reason: 'school_closed', school: school.id };
  }
  if (idp !== undefined && !idpIsInForce(idp, today)) return { reason: 'idp_not_in_force', idp: idp.id };
  if (service?.blocked === true) return { reason: 'service_blocked', service: service.id };
  return undefined;
}
