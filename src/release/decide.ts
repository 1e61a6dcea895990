import type { Agreement, AnnexRow } from '../register/model/kinds/agreement.ts';
import type { ReleasePolicy } from '../register/model/kinds/policy.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { Attribute, Transform } from '../domain/attributes.ts';
import type { AttributeName } from '../domain/ids.ts';
import { agreedRows } from '../register/model/agreed.ts';
import {
  whoseTurnFor,
  type Decision,
  type ReleasedClaim,
  type WithheldClaim,
  type WithheldReason,
} from '../domain/release.ts';
import { agreementsInForce, concerns, refusalReason, type DecisionInput } from './sign-in.ts';
import { areGroupNames, toldOf, withSchoolYear } from './groups.ts';
import { mayBeSaid, suppliedValues } from './supplied.ts';
import { transformed } from './transform.ts';

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
    const rows = inForce.flatMap(({ record }) => agreedRows(record, input.service, name));
    const outcome = decideClaim(name, rows, input.policy.record, input);
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
function newest(agreements: readonly Versioned<Agreement>[]): Versioned<Agreement> | undefined {
  return agreements.reduce<Versioned<Agreement> | undefined>(
    (latest, candidate) =>
      latest === undefined || candidate.record.validFrom > latest.record.validFrom ? candidate : latest,
    undefined,
  );
}

/** The gates of one claim, in the order in which their reasons help most. */
function decideClaim(
  name: AttributeName,
  rows: readonly AnnexRow[],
  policy: ReleasePolicy,
  input: DecisionInput,
): ReleasedClaim | WithheldReason {
  const attribute = input.catalogue.attributes.get(name);
  if (attribute === undefined || !mayLeave(attribute, input)) return 'forbidden_by_federation';
  if (rows.length === 0) return 'not_in_agreement';
  const rowsForAffiliation = rows.filter((row) => row.affiliations.includes(input.affiliation));
  if (rowsForAffiliation.length === 0) return 'affiliation_not_in_agreement';
  const allowed = policy.claims.filter((claim) => claim.name === name);
  if (allowed.length === 0) return 'not_enabled_by_school';
  if (isObjectedTo(attribute, input)) return 'objection';
  if (!input.requestedScopes.has(attribute.scope)) return 'not_requested';
  const supplied = suppliedValues(attribute, input);
  if (supplied.length === 0) return 'not_supplied';
  if (!mayBeSaid(attribute, supplied, input.idp)) return 'outside_email_domains';
  const permissions = rowsForAffiliation.flatMap((row) =>
    allowed.map((claim) => [...row.transforms, ...claim.transforms]),
  );
  return narrowest(readable(attribute, supplied, permissions)) ?? 'value_not_readable';
}

/** A claim that tells of another attribute leaves only where that one may leave in this federation. */
function mayLeave(attribute: Attribute, { catalogue }: DecisionInput): boolean {
  const told = toldOf(attribute);
  if (!attribute.releasable || told === undefined) return attribute.releasable;
  return catalogue.attributes.get(told)?.releasable === true;
}

/** An objection to an attribute is one to every claim that tells of it. */
function isObjectedTo(attribute: Attribute, input: DecisionInput): boolean {
  const claims = [attribute.name, toldOf(attribute)];
  return input.objections.some(
    (objection) =>
      objection.claim !== undefined && concerns(objection, input) && claims.includes(objection.claim),
  );
}

/** What each permission would release, for those whose transforms can be applied. */
function readable(
  attribute: Attribute,
  supplied: readonly string[],
  permissions: readonly (readonly Transform[])[],
): readonly ReleasedClaim[] {
  if (!hasSeveral(attribute) && supplied.length > 1) return [];
  if (attribute.type === 'groups' && !areGroupNames(supplied)) return [];
  return permissions.flatMap((transforms): readonly ReleasedClaim[] => {
    const values = transformed(attribute, supplied, transforms);
    return values === undefined ? [] : [{ name: attribute.name, values, transforms }];
  });
}

function hasSeveral({ type }: Attribute): boolean {
  return type === 'list' || type === 'groups';
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
