import type { Agreement } from '../register/model/kinds/agreement.ts';
import type { ReleasePolicy } from '../register/model/kinds/policy.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { Attribute } from '../domain/attributes.ts';
import type { AttributeName } from '../domain/ids.ts';
import {
  whoseTurnFor,
  type Decision,
  type ReleasedClaim,
  type WithheldClaim,
  type WithheldReason,
} from '../domain/release.ts';
import { agreementsInForce, concerns, refusalReason, type DecisionInput } from './sign-in.ts';
import { toldOf, withSchoolYear } from './groups.ts';
import { permittedClaim, readable } from './permitted-claim.ts';
import { mayBeSaid, suppliedValues } from './supplied.ts';

/**
 * Decides what one service receives about one person: the only place where that is settled. Pure, and closed
 * when in doubt: a claim is released only if every gate is open, and taking a permission away never adds a claim.
 */
export function decide(input: DecisionInput): Decision {
  const inForce = agreementsInForce(input);
  const reason = refusalReason(input, inForce);
  if (reason !== undefined) return { outcome: 'refused', reason, whoseTurn: whoseTurnFor(reason) };
  const agreement = newest(inForce);
  if (agreement === undefined || input.policy === undefined) {
    throw new TypeError('refusalReason missed a gate');
  }

  const released: ReleasedClaim[] = [];
  const withheld: WithheldClaim[] = [];
  for (const name of new Set(input.service.claims.map((claim) => claim.name))) {
    const outcome = decideClaim(name, inForce, input.policy.record, input);
    if (typeof outcome === 'string') withheld.push({ name, reason: outcome });
    else released.push(outcome);
  }
  return {
    outcome: 'allowed',
    released: withSchoolYear(released, input.catalogue, input.today),
    withheld,
    basis: {
      agreement: agreement.record.id,
      agreementVersion: agreement.version,
      policyVersion: input.policy.version,
      ...(input.access === undefined ? {} : { accessVersion: input.access.version }),
    },
  };
}

/** Of several agreements in force (the register refuses that, so only by a mistake) the one that began last is named. */
export function newest(agreements: readonly Versioned<Agreement>[]): Versioned<Agreement> | undefined {
  return agreements.reduce<Versioned<Agreement> | undefined>(
    (latest, candidate) =>
      latest === undefined || candidate.record.validFrom > latest.record.validFrom ? candidate : latest,
    undefined,
  );
}

/** The gates of one claim, in the order in which their reasons help most. */
function decideClaim(
  name: AttributeName,
  inForce: readonly Versioned<Agreement>[],
  policy: ReleasePolicy,
  input: DecisionInput,
): ReleasedClaim | WithheldReason {
  const permitted = permittedClaim(name, inForce, policy, input);
  if (typeof permitted === 'string') return permitted;
  const { attribute, permissions } = permitted;
  if (isObjectedTo(attribute, input)) return 'objection';
  if (!input.requestedScopes.has(attribute.scope)) return 'not_requested';
  const supplied = suppliedValues(attribute, input);
  if (supplied.length === 0) return 'not_supplied';
  if (!mayBeSaid(attribute, supplied, input.idp)) return 'outside_email_domains';
  return narrowest(readable(attribute, supplied, permissions)) ?? 'value_not_readable';
}

/** An objection to an attribute is one to every claim that tells of it. */
function isObjectedTo(attribute: Attribute, input: DecisionInput): boolean {
  const claims = [attribute.name, toldOf(attribute)];
  return input.objections.some(
    (objection) =>
      objection.claim !== undefined && concerns(objection, input) && claims.includes(objection.claim),
  );
}

/**
 * Every row of an annex and every line of a policy is a permission of its own. Of several for one claim (the register
 * refuses that, so only by a mistake) the one that reveals least counts. Applying all of them together would let a
 * permission that is taken away open a claim: two filters that leave nothing together leave something alone.
 */
function narrowest(candidates: readonly ReleasedClaim[]): ReleasedClaim | undefined {
  return candidates.reduce<ReleasedClaim | undefined>(
    (least, candidate) => (least === undefined || revealsLess(candidate, least) ? candidate : least),
    undefined,
  );
}

function revealsLess(one: ReleasedClaim, other: ReleasedClaim): boolean {
  const characters = ({ values }: ReleasedClaim): number => values.join('').length;
  const difference = characters(one) - characters(other);
  return difference === 0 ? one.transforms.length > other.transforms.length : difference < 0;
}
