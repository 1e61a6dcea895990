import type { ParticipationRefusal } from '../release/taking-part.ts';

/**
 * What anybody may know about why a school does not take part. The exact reason is for people of that school, once they
 * have signed in, and for the operator (ADR 0032).
 */
export const publicReasons = [
  'no_operator_agreement_now',
  'no_login_now',
  'no_agreement_now',
  'not_switched_on_now',
] as const;
export type PublicReason = (typeof publicReasons)[number];

/** The same for every state that an agreement can be in, and for a service that is off and one whose licence is over. */
export function publicReasonFor(refusal: ParticipationRefusal): PublicReason {
  switch (refusal) {
    case 'operator_agreement_not_in_force':
      return 'no_operator_agreement_now';
    case 'idp_not_in_force':
      return 'no_login_now';
    case 'no_agreement':
    case 'agreement_not_active':
    case 'agreement_not_yet_valid':
    case 'agreement_expired':
    case 'service_not_covered':
      return 'no_agreement_now';
    case 'service_not_enabled':
    case 'licence_not_yet_valid':
    case 'licence_expired':
      return 'not_switched_on_now';
  }
}
