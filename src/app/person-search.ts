import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Clock } from '../domain/clock.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import { createPersonSearch, type PersonSearch } from '../people/person-search.ts';
import { createReadTypedPerson } from '../people/typed-person.ts';
import type { KeyCheck } from '../pseudonym/key-check.ts';
import { createHashForObjections } from '../pseudonym/objection-hashes.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';

/** Wires `people/` to the stores, for the management API and the commands alike. */
export function personSearchOf(parts: {
  readonly keys: Pick<PseudonymKeys, 'root'>;
  readonly keyCheck: KeyCheck;
  readonly catalogue: AttributeCatalogue;
  readonly registry: Pick<Registry, 'findAll'>;
  readonly stores: {
    readonly people: PersonStore;
    readonly register: Pick<RegisterStore, 'mentioning'>;
    readonly ledger: LedgerStore;
  };
  readonly clock: Clock;
  readonly randomness: Randomness;
}): PersonSearch {
  const { keys, catalogue, stores } = parts;
  return createPersonSearch({
    ...parts,
    ...stores,
    rootKey: keys.root,
    hashForObjections: createHashForObjections(keys),
    readTyped: createReadTypedPerson({ register: stores.register, catalogue }),
  });
}
