import { fewestPeople, rounded } from '../../domain/counted-people.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { CountedClaim, CountedEntries } from '../../domain/ledger.ts';
import type { Affiliation } from '../../domain/person.ts';
import type { WithheldReason } from '../../domain/release.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { hindsightOf } from '../../release/hindsight.ts';
import type { Portal } from '../visitor.ts';
import { countedOf, pastMonth, type Counted } from './past-month.ts';
import type { SeenService } from './seen-services.ts';

/** What stays behind whatever a school chooses: the login, the service or the person themselves. */
export type LeftAside = Extract<
  WithheldReason,
  'objection' | 'not_requested' | 'not_supplied' | 'outside_email_domains'
>;

/** What a change would have done to sign-ins; `stopped`: what left then would have stayed behind. */
export type Fate = 'stopped' | 'released' | 'by_value' | 'never_asked' | LeftAside;

/** How often, in fives. */
export type Fates = ReadonlyMap<Fate, number>;

/** Sign-ins of people of one affiliation in the past month, in fives, and what the change would have done to each claim. */
export interface AffiliationInHindsight {
  readonly signIns: number;
  /** `undefined`: too few people to tell it of that claim. */
  readonly fatesOf: (claim: AttributeName) => Fates | undefined;
}

/** `undefined` for an affiliation of which too few people came. */
export type CountedHindsight = Counted<(affiliation: Affiliation) => AffiliationInHindsight | undefined>;

interface CountedClaims {
  readonly affiliations: readonly CountedEntries[];
  readonly claims: readonly CountedClaim[];
}

/** How the past month would have gone after a change; `after` is the service as it would be then. */
export function hindsightAt(portal: Portal, after: SeenService): Promise<CountedHindsight> {
  return countedOf(
    after,
    () => portal.pastDisclosures.countClaims(pastMonth(portal, after)),
    (found) => hindsightBy(found, after.input),
  );
}

/** The same from what was counted. */
export function hindsightBy(
  counted: CountedClaims,
  after: ActivationInput,
): (affiliation: Affiliation) => AffiliationInHindsight | undefined {
  return (affiliation) => {
    const all = counted.affiliations.find((each) => each.affiliation === affiliation);
    if (all === undefined || all.people < fewestPeople) return undefined;
    return {
      signIns: rounded(all.entries),
      fatesOf: (claim) => fatesOf(claim, all, counted.claims, after),
    };
  };
}

/** What became of a claim then; without `then`, an entry of when the service was not registered for it. */
type Part = Pick<CountedClaim, 'entries' | 'people'> & Partial<Pick<CountedClaim, 'then'>>;

function fatesOf(
  claim: AttributeName,
  all: CountedEntries,
  claims: readonly CountedClaim[],
  after: ActivationInput,
): Fates | undefined {
  const named = claims.filter((each) => each.affiliation === all.affiliation && each.claim === claim);
  const sum = (member: 'entries' | 'people') => named.reduce((total, each) => total + each[member], 0);
  const unnamed = { entries: all.entries - sum('entries'), people: Math.max(all.people - sum('people'), 0) };
  const parts = withoutSmallOnes([...named, ...(unnamed.entries > 0 ? [unnamed] : [])]);
  if (parts === undefined) return undefined;
  const fates = new Map<Fate, number>();
  for (const { then, entries } of parts) {
    const fate = fateOf(claim, all.affiliation, then, after);
    if (fate !== undefined) fates.set(fate, (fates.get(fate) ?? 0) + entries);
  }
  return new Map([...fates].map(([fate, entries]) => [fate, rounded(entries)]));
}

/**
 * What fewer people share is counted with what most share, by what became of the claim then and not by what is asked now: so
 * neither a number, nor what is missing from a total, nor two changes compared with each other, say something of a few people.
 */
function withoutSmallOnes(parts: readonly Part[]): readonly Part[] | undefined {
  const large = parts.filter(({ people }) => people >= fewestPeople);
  const [largest, ...others] = large.toSorted((one, other) => other.people - one.people);
  if (largest === undefined) return undefined;
  const rest = parts.filter((part) => !large.includes(part)).reduce((sum, { entries }) => sum + entries, 0);
  return [{ ...largest, entries: largest.entries + rest }, ...others];
}

/** `undefined`: nothing becomes different, or nobody gets in any more, which is said of all claims together. */
function fateOf(
  claim: AttributeName,
  affiliation: Affiliation,
  then: Part['then'],
  after: ActivationInput,
): Fate | undefined {
  const left = then !== undefined && 'transforms' in then;
  const hindsight = hindsightOf(
    {
      affiliation,
      released: left ? [{ claim, transforms: then.transforms }] : [],
      withheld: then === undefined || left ? [] : [{ claim, reason: then.reason }],
    },
    after,
  );
  if (hindsight.outcome === 'refused') return undefined;
  const found = hindsight.claims.find(({ name }) => name === claim);
  if (found === undefined) return undefined;
  if (found.outcome === 'unknown') return found.because;
  if (found.outcome === 'released') return 'released';
  return left ? 'stopped' : leftAside(found.reason);
}

function leftAside(reason: WithheldReason): LeftAside | undefined {
  switch (reason) {
    case 'objection':
    case 'not_requested':
    case 'not_supplied':
    case 'outside_email_domains':
      return reason;
    case 'forbidden_by_federation':
    case 'not_in_agreement':
    case 'affiliation_not_in_agreement':
    case 'not_enabled_by_school':
    case 'value_not_readable':
      return undefined;
  }
}
