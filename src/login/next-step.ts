import type { IdpId, SchoolId } from '../domain/ids.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import type { Register } from '../federation/register.ts';

/** What a login needs next. Steps never call each other: each ends with a redirect to the dispatcher or to its outcome. */
export type NextStep =
  | { readonly step: 'show-refusal' }
  | { readonly step: 'choose-school' }
  | { readonly step: 'choose-idp'; readonly school: SchoolId }
  | { readonly step: 'visit-school'; readonly school: SchoolId; readonly idp: IdpId }
  | { readonly step: 'school-unknown' };

/**
 * The dispatcher: from what is stored, the next step. A hint of the supplier, or a service that only one school
 * has switched on, skips the choice.
 */
export function nextStep(waiting: WaitingRequest, register: Register): NextStep {
  if (waiting.prompt === 'release') return { step: 'show-refusal' };
  if (waiting.school !== undefined) return visit(waiting.school, register);
  const [only, ...others] = register.schoolsWith(waiting.service);
  if (only !== undefined && others.length === 0) return visit(only.id, register);
  return { step: 'choose-school' };
}

/** The step once the school is known. */
export function visit(school: SchoolId, register: Register): NextStep {
  if (register.school(school) === undefined) return { step: 'school-unknown' };
  const [only, ...others] = register.idpsOf(school);
  if (only === undefined) return { step: 'school-unknown' };
  if (others.length > 0) return { step: 'choose-idp', school };
  return { step: 'visit-school', school, idp: only.record.id };
}
