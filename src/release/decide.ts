import type { Attribute, AttributeCatalogue, AttributeValues, Transform } from '../domain/attributes.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { AttributeName } from '../domain/ids.ts';
import type { PersonKind } from '../domain/person.ts';
import type {
  Agreement,
  AnnexRow,
  Objection,
  ReleasePolicy,
  Service,
  Versioned,
} from '../domain/register.ts';
import type {
  Decision,
  RefusalReason,
  ReleasedClaim,
  WhoseTurn,
  WithheldClaim,
  WithheldReason,
} from '../domain/release.ts';
import { transformed } from './transform.ts';

/** Everything that a decision depends on. Nothing else does: no clock, no store, no setting. */
export interface DecisionInput {
  readonly today: CalendarDay;
  readonly kind: PersonKind;
  readonly service: Service;
  /** All agreements between the school's board and the service's supplier, whatever their status. */
  readonly agreements: readonly Versioned<Agreement>[];
  /** The school's policy for this service; absent means not switched on. */
  readonly policy: Versioned<ReleasePolicy> | undefined;
  /** Those of this person at this school. */
  readonly objections: readonly Objection[];
  readonly requestedScopes: ReadonlySet<string>;
  readonly catalogue: AttributeCatalogue;
  readonly attributes: AttributeValues;
}

/**
 * Decides what one service receives about one person: the only place where that is settled. Pure, and closed
 * when in doubt: a claim is released only if every gate is open, and taking a permission away never adds a claim.
 */
export function decide(input: DecisionInput): Decision {
  const inForce = input.agreements.filter(({ record }) => coversSignIn(record, input));
  const agreement = newest(inForce);
  const reason = refusalReason(input, agreement);
  if (reason !== undefined) return { outcome: 'refused', reason, whoseTurn: whoseTurnFor(reason) };
  if (agreement === undefined || input.policy === undefined) {
    throw new TypeError('refusalReason missed a gate');
  }

  const released: ReleasedClaim[] = [];
  const withheld: WithheldClaim[] = [];
  for (const [name, registered] of Map.groupBy(input.service.claims, (claim) => claim.name)) {
    const purposes = registered.map(({ purpose }) => purpose);
    const rows = inForce.flatMap(({ record }) => annexRowsFor(record, input.service, name, purposes));
    const outcome = decideClaim(name, rows, input.policy.record, input);
    if (typeof outcome === 'string') withheld.push({ name, reason: outcome });
    else released.push(outcome);
  }
  return {
    outcome: 'allowed',
    released,
    withheld,
    basis: {
      agreement: agreement.record.id,
      agreementVersion: agreement.version,
      policyVersion: input.policy.version,
    },
  };
}

/** Who can open the gate that a refusal names. */
export function whoseTurnFor(reason: RefusalReason): WhoseTurn {
  switch (reason) {
    case 'service_not_enabled':
    case 'objection':
      return 'school';
    case 'no_agreement':
    case 'agreement_not_active':
    case 'agreement_not_yet_valid':
    case 'agreement_expired':
    case 'service_not_covered':
    case 'kind_not_covered':
      return 'board';
    case 'kind_not_in_audience':
      return 'person';
    case 'register_unconfirmed':
      return 'operator';
  }
}

function refusalReason(
  input: DecisionInput,
  agreement: Versioned<Agreement> | undefined,
): RefusalReason | undefined {
  if (!input.service.audience.includes(input.kind)) return 'kind_not_in_audience';
  if (agreement === undefined) return nearestMiss(input);
  if (input.policy?.record.enabled !== true) return 'service_not_enabled';
  if (input.objections.some((objection) => concerns(objection, input) && objection.claim === undefined)) {
    return 'objection';
  }
  return undefined;
}

function coversSignIn(agreement: Agreement, { today, service, kind }: DecisionInput): boolean {
  return (
    agreement.status === 'active' &&
    agreement.validFrom <= today &&
    today <= agreement.validUntil &&
    agreement.services.some((covered) => covered.service === service.id && covered.kinds.includes(kind))
  );
}

/** Why no agreement covers this sign-in: the reason that is easiest to mend, so that the page names the next step. */
function nearestMiss({ agreements, service, today }: DecisionInput): RefusalReason {
  const records = agreements.map(({ record }) => record);
  if (records.length === 0) return 'no_agreement';
  const covering = records.filter((record) =>
    record.services.some((covered) => covered.service === service.id),
  );
  if (covering.length === 0) return 'service_not_covered';
  const active = covering.filter(({ status }) => status === 'active');
  if (active.length === 0) return 'agreement_not_active';
  if (active.some(({ validFrom, validUntil }) => validFrom <= today && today <= validUntil)) {
    return 'kind_not_covered';
  }
  return active.some(({ validFrom }) => validFrom > today) ? 'agreement_not_yet_valid' : 'agreement_expired';
}

/** Of several agreements in force (the register refuses that, so only by a mistake) the one that began last is named. */
function newest(agreements: readonly Versioned<Agreement>[]): Versioned<Agreement> | undefined {
  return agreements.reduce<Versioned<Agreement> | undefined>(
    (latest, candidate) =>
      latest === undefined || candidate.record.validFrom > latest.record.validFrom ? candidate : latest,
    undefined,
  );
}

function annexRowsFor(
  agreement: Agreement,
  service: Service,
  claim: AttributeName,
  purposes: readonly string[],
): readonly AnnexRow[] {
  return agreement.annex.filter(
    (row) =>
      row.service === service.id &&
      row.claim === claim &&
      row.purposes.some((purpose) => purposes.includes(purpose)),
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
  if (attribute?.releasable !== true) return 'forbidden_by_federation';
  if (rows.length === 0) return 'not_in_agreement';
  const rowsForKind = rows.filter((row) => row.kinds.includes(input.kind));
  if (rowsForKind.length === 0) return 'kind_not_in_agreement';
  const allowed = policy.claims.filter((claim) => claim.name === name);
  if (allowed.length === 0) return 'not_enabled_by_school';
  if (input.objections.some((objection) => concerns(objection, input) && objection.claim === name)) {
    return 'objection';
  }
  if (!input.requestedScopes.has(attribute.scope)) return 'not_requested';
  const supplied = (input.attributes.get(name) ?? []).filter((value) => value.trim() !== '');
  if (supplied.length === 0) return 'not_supplied';
  const permissions = rowsForKind.flatMap((row) =>
    allowed.map((claim) => [...row.transforms, ...claim.transforms]),
  );
  return narrowest(readable(attribute, supplied, permissions)) ?? 'value_not_readable';
}

/** What each permission would release, for those whose transforms can be applied. */
function readable(
  attribute: Attribute,
  supplied: readonly string[],
  permissions: readonly (readonly Transform[])[],
): readonly ReleasedClaim[] {
  if (attribute.type !== 'list' && supplied.length > 1) return [];
  return permissions.flatMap((transforms): readonly ReleasedClaim[] => {
    const values = transformed(attribute, supplied, transforms);
    return values === undefined ? [] : [{ name: attribute.name, values, transforms }];
  });
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

function concerns(objection: Objection, { service }: DecisionInput): boolean {
  return objection.service === undefined || objection.service === service.id;
}
