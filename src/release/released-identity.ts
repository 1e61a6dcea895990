import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { LedgerEntryId, Subject } from '../domain/ids.ts';
import type { Decision } from '../domain/release.ts';

declare const released: unique symbol;

/**
 * What may leave to one supplier. Can only be made here, from a decision and the ledger entry that was written
 * for it. Tokens and userinfo take their claims and their `sub` from it, and the guard the entry, so that all three are
 * of one decision.
 */
export interface ReleasedIdentity {
  readonly [released]: true;
  readonly subject: Subject;
  /** Claim name → text, or list of texts for attributes of type `list`. */
  readonly claims: Readonly<Record<string, string | readonly string[]>>;
  readonly ledgerEntry: LedgerEntryId;
}

export function releasedIdentity(
  decision: Extract<Decision, { outcome: 'allowed' }>,
  subject: Subject,
  ledgerEntry: LedgerEntryId,
  catalogue: AttributeCatalogue,
): ReleasedIdentity {
  const claims: Record<string, string | readonly string[]> = {};
  for (const { name, values } of decision.released) {
    const [first] = values;
    if (catalogue.attributes.get(name)?.type === 'list') claims[name] = values;
    else if (first !== undefined) claims[name] = first;
  }
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the one place where the brand is given
  return { subject, claims, ledgerEntry } as ReleasedIdentity;
}
