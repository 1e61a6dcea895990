import type { AgreementId, AttributeName } from '../domain/ids.ts';
import { affiliations, type Affiliation } from '../domain/person.ts';
import type { RefusalReason, WithheldClaim, WithheldReason } from '../domain/release.ts';
import type { Agreement } from '../register/model/kinds/agreement.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { Versioned } from '../register/model/versioned.ts';
import { newest } from './decide.ts';
import { permittedClaim, readable, type PermittedClaim } from './permitted-claim.ts';
import { agreementsInForce, registeredRefusal, type RegisteredInput } from './sign-in.ts';
import { suppliedValues } from './supplied.ts';

/** A school and a service, whoever comes. */
export type ActivationInput = Omit<RegisteredInput, 'affiliation'>;

/** What a school has activated: for whom a service is open there, and which claims may leave about them. */
export interface Activation {
  readonly agreement: AgreementId;
  /** At least one, in the order of the domain. */
  readonly open: readonly OpenAffiliation[];
}

export interface OpenAffiliation {
  readonly affiliation: Affiliation;
  /** Those that leave when the person has everything and nobody objects, by name. */
  readonly claims: readonly AttributeName[];
  /** Those that the service is registered for and that leave for nobody. */
  readonly withheld: readonly WithheldClaim[];
}

export type ActivationOutcome =
  | ({ readonly outcome: 'open' } & Activation)
  | { readonly outcome: 'closed'; readonly reason: RefusalReason };

/**
 * Whether a school has activated a service, by the gates of the decision that are the same for everybody: nothing of a
 * person, of an objection or of an access rule is asked for, so nothing of them can be told.
 */
export function activationOf(input: ActivationInput): ActivationOutcome {
  const reasons: RefusalReason[] = [];
  const open: OpenAffiliation[] = [];
  const agreements: Versioned<Agreement>[] = [];
  for (const affiliation of affiliations.filter((each) => input.service.audience.includes(each))) {
    const asked = { ...input, affiliation };
    const inForce = agreementsInForce(asked);
    const reason = registeredRefusal(asked, inForce);
    if (reason === undefined) open.push(openAffiliation(asked, inForce));
    else reasons.push(reason);
    agreements.push(...(reason === undefined ? inForce : []));
  }
  const agreement = newest(agreements);
  if (agreement !== undefined) return { outcome: 'open', agreement: agreement.record.id, open };
  return { outcome: 'closed', reason: nearestOf(reasons) };
}

/** Of the reasons for several affiliations the one behind which there are the fewest other gates. */
function nearestOf(reasons: readonly RefusalReason[]): RefusalReason {
  return (
    reasons.find((reason) => reason === 'service_not_enabled') ??
    reasons.find((reason) => reason !== 'affiliation_not_covered') ??
    reasons[0] ??
    'affiliation_not_in_audience'
  );
}

function openAffiliation(input: RegisteredInput, inForce: readonly Versioned<Agreement>[]): OpenAffiliation {
  const claims: AttributeName[] = [];
  const withheld: WithheldClaim[] = [];
  for (const name of new Set(input.service.claims.map((claim) => claim.name))) {
    const reason = whyNever(name, inForce, input);
    if (reason === undefined) claims.push(name);
    else withheld.push({ name, reason });
  }
  return { affiliation: input.affiliation, claims: claims.sort(), withheld };
}

function whyNever(
  name: AttributeName,
  inForce: readonly Versioned<Agreement>[],
  input: RegisteredInput,
): WithheldReason | undefined {
  if (input.policy === undefined) return 'not_enabled_by_school';
  const permitted = permittedClaim(name, inForce, input.policy.record, input);
  if (typeof permitted === 'string') return permitted;
  const { attribute, permissions } = permitted;
  const values = fullestValues(permitted, input.school);
  if (values.length === 0) return 'not_supplied';
  return values.some((value) => readable(attribute, [value], permissions).length > 0)
    ? undefined
    : 'value_not_readable';
}

/** Values that a person may have who has everything: one of each sort that a transform tells apart. */
function fullestValues({ attribute, permissions }: PermittedClaim, school: School): readonly string[] {
  if (attribute.organisation) return suppliedValues(attribute, { school, attributes: new Map() });
  const named = permissions.flat().flatMap((each) => (each.kind === 'values' ? each.allow : []));
  return [...named, 'A', '2010-01-01'];
}
