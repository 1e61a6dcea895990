import type { Transform } from '../domain/attributes.ts';
import type { AttributeName } from '../domain/ids.ts';
import type { Affiliation } from '../domain/person.ts';
import { activationOf, type ActivationInput } from './activation.ts';
import { permittedClaim } from './permitted-claim.ts';
import { agreementsInForce } from './sign-in.ts';

/** A claim that may leave, with what each permission makes of it; of several the one counts that reveals least. */
export interface OutlookClaim {
  readonly name: AttributeName;
  readonly permissions: readonly (readonly Transform[])[];
}

/** What a service gets of people of one affiliation, at most. */
export interface Outlook {
  readonly affiliation: Affiliation;
  /** By name. */
  readonly claims: readonly OutlookClaim[];
}

/**
 * For whom of a school a service is open, and what it gets of them at most: whatever `decide` releases of anybody is among
 * it, by one of its permissions. Access rules and objections of people make it less. Empty: nobody gets in.
 */
export function outlookOf(input: ActivationInput): readonly Outlook[] {
  const activation = activationOf(input);
  if (activation.outcome === 'closed') return [];
  return activation.open.map(({ affiliation, claims }) => ({
    affiliation,
    claims: claims.flatMap((name) => outlookClaim(name, affiliation, input)),
  }));
}

function outlookClaim(
  name: AttributeName,
  affiliation: Affiliation,
  input: ActivationInput,
): readonly OutlookClaim[] {
  if (input.policy === undefined) return [];
  const asked = { ...input, affiliation };
  const permitted = permittedClaim(name, agreementsInForce(asked), input.policy.record, asked);
  return typeof permitted === 'string' ? [] : [{ name, permissions: permitted.permissions }];
}
