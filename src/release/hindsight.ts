import type { TransformKind } from '../domain/attributes.ts';
import type { AttributeName } from '../domain/ids.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { RefusalReason, WithheldReason } from '../domain/release.ts';
import type { ActivationInput } from './activation.ts';
import { permittedClaim } from './permitted-claim.ts';
import { agreementsInForce, registeredRefusal, type RegisteredInput } from './sign-in.ts';

/** What the ledger has of a sign-in: which claims left or stayed behind, and no values. */
export type PastSignIn = Pick<LedgerEntry, 'affiliation' | 'released' | 'withheld'>;

/**
 * How a claim would have come out. `by_value`: it was there, and what of it leaves hangs on a value that nobody kept.
 * `never_asked`: it stayed behind before it was known whether the service asks for it and the login supplies it.
 */
export type ClaimInHindsight = { readonly name: AttributeName } & (
  | { readonly outcome: 'released' }
  | { readonly outcome: 'withheld'; readonly reason: WithheldReason }
  | { readonly outcome: 'unknown'; readonly because: 'by_value' | 'never_asked' }
);

export type Hindsight =
  | { readonly outcome: 'refused'; readonly reason: RefusalReason }
  | { readonly outcome: 'allowed'; readonly claims: readonly ClaimInHindsight[] };

/**
 * How a sign-in that was let in would have come out under another policy or agreement: with the same person, who had the same
 * values and objections, who came by the same login, was let in by the same access rule and for whom the same scopes were asked.
 * `decide` says the same of that person, wherever this says something; a property holds them together. Taking a claim away is known
 * for certain, by whatever gate; what is newly switched on only as far as the ledger tells.
 */
export function hindsightOf(past: PastSignIn, input: ActivationInput): Hindsight {
  const asked = { ...input, affiliation: past.affiliation };
  const inForce = agreementsInForce(asked);
  const reason = registeredRefusal(asked, inForce);
  if (reason !== undefined) return { outcome: 'refused', reason };
  const names = [...new Set(input.service.claims.map(({ name }) => name))];
  return { outcome: 'allowed', claims: names.map((name) => claimInHindsight(name, past, asked, inForce)) };
}

function claimInHindsight(
  name: AttributeName,
  past: PastSignIn,
  asked: RegisteredInput,
  inForce: ReturnType<typeof agreementsInForce>,
): ClaimInHindsight {
  if (asked.policy === undefined) return { name, outcome: 'withheld', reason: 'not_enabled_by_school' };
  const permitted = permittedClaim(name, inForce, asked.policy.record, asked);
  if (typeof permitted === 'string') return { name, outcome: 'withheld', reason: permitted };
  const left = past.released.find(({ claim }) => claim === name);
  if (left !== undefined) {
    const kinds = permitted.permissions.map((transforms) => transforms.map(({ kind }) => kind));
    return kinds.some((each) => leavesAgain(each, left.transforms))
      ? { name, outcome: 'released' }
      : { name, outcome: 'unknown', because: 'by_value' };
  }
  return { name, ...stayedBehind(past.withheld.find(({ claim }) => claim === name)?.reason) };
}

/**
 * A value that left can leave whole, and what was made a letter or a year of can be made one again. A filter of values may
 * have taken away those of which none can be made.
 */
function leavesAgain(kinds: readonly TransformKind[], then: readonly TransformKind[]): boolean {
  return kinds.every((kind) => kind !== 'values' && then.length === 1 && then[0] === kind);
}

type StayedBehind =
  | { readonly outcome: 'withheld'; readonly reason: WithheldReason }
  | { readonly outcome: 'unknown'; readonly because: 'by_value' | 'never_asked' };

/** Of a claim that agreement and school let leave now, by what was in its way then; `undefined`: the ledger does not name it. */
function stayedBehind(then: WithheldReason | undefined): StayedBehind {
  switch (then) {
    case 'objection':
    case 'not_requested':
    case 'not_supplied':
    case 'outside_email_domains':
      return { outcome: 'withheld', reason: then };
    case 'value_not_readable':
      return { outcome: 'unknown', because: 'by_value' };
    case 'forbidden_by_federation':
    case 'not_in_agreement':
    case 'affiliation_not_in_agreement':
    case 'not_enabled_by_school':
    case undefined:
      return { outcome: 'unknown', because: 'never_asked' };
  }
}
