import type { Attribute, AttributeCatalogue } from '../domain/attributes.ts';
import type { LedgerEntryId, PairwiseGroupId, SchoolId, Subject } from '../domain/ids.ts';
import { schoolIdClaim } from '../domain/made-claims.ts';
import type { PairwiseIds } from '../domain/pairwise-ids.ts';
import type { Decision, ReleasedClaim } from '../domain/release.ts';
import type { SchoolYear } from '../domain/school-year.ts';

declare const released: unique symbol;

/** One group of the claim `groups`, with the members as suppliers see them. */
export interface ReleasedGroup {
  readonly id: PairwiseGroupId;
  readonly name: string;
  readonly year?: string;
  readonly school_year: SchoolYear;
}

/** Text; list of texts for attributes of type `list`; list of groups for the type of that name. */
type ClaimValue = string | readonly string[] | readonly ReleasedGroup[];

/**
 * What may leave to one supplier. Can only be made here, from a decision and the ledger entry that was written
 * for it. Tokens and userinfo take their claims and their `sub` from it, and the guard the entry, so that all three are
 * of one decision.
 */
export interface ReleasedIdentity {
  readonly [released]: true;
  readonly subject: Subject;
  readonly claims: Readonly<Record<string, ClaimValue>>;
  readonly ledgerEntry: LedgerEntryId;
}

/** What a decision leaves open: who it is to this supplier, at which school, and under which entry it leaves. */
export interface ReleasedTo {
  readonly subject: Subject;
  /** For which the person signed in. */
  readonly school: SchoolId;
  /** Those of the supplier's pseudonym sector. */
  readonly pairwiseIds: PairwiseIds;
  readonly ledgerEntry: LedgerEntryId;
}

export function releasedIdentity(
  decision: Extract<Decision, { outcome: 'allowed' }>,
  to: ReleasedTo,
  catalogue: AttributeCatalogue,
): ReleasedIdentity {
  const claims: Record<string, ClaimValue> = {};
  for (const claim of decision.released) {
    const value = claimValue(claim, catalogue.attributes.get(claim.name)?.type, to);
    if (value !== undefined) claims[claim.name] = value;
  }
  const { subject, ledgerEntry } = to;
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the one place where the brand is given
  return { subject, claims, ledgerEntry } as ReleasedIdentity;
}

function claimValue(
  claim: ReleasedClaim,
  type: Attribute['type'] | undefined,
  to: ReleasedTo,
): ClaimValue | undefined {
  if (claim.name === schoolIdClaim) return to.pairwiseIds.school(to.school);
  if (type === 'groups') return groups(claim, to);
  return type === 'list' ? claim.values : claim.values[0];
}

function groups({ values, ofEachGroup }: ReleasedClaim, { school, pairwiseIds }: ReleasedTo) {
  if (ofEachGroup === undefined) return undefined;
  const { schoolYear, year } = ofEachGroup;
  return [...new Set(values)].map((name): ReleasedGroup => ({
    id: pairwiseIds.group({ school, schoolYear, name }),
    name,
    ...(year === undefined ? {} : { year }),
    school_year: schoolYear,
  }));
}
