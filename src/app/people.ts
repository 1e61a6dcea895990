import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Clock } from '../domain/clock.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import { createObjectors } from '../people/objectors.ts';
import { createPersonSearch, type PersonSearch } from '../people/person-search.ts';
import { createReadTypedPerson } from '../people/typed-person.ts';
import type { KeyCheck } from '../pseudonym/key-check.ts';
import { createHashForObjections, createObjectionHashes } from '../pseudonym/objection-hashes.ts';
import type { Objectors } from '../register/changes/objectors.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';

// `people/`, `pseudonym/` and the stores, put together for nodes and commands alike.

interface PeopleParts {
  readonly keys: Pick<PseudonymKeys, 'root'>;
  readonly keyCheck: KeyCheck;
  readonly catalogue: AttributeCatalogue;
  readonly register: Pick<RegisterStore, 'referringTo'>;
}

/** Whose an objection is, for the register. */
export function objectorsOf({
  keys,
  keyCheck,
  catalogue,
  register,
  people,
}: PeopleParts & { readonly people: Pick<PersonStore, 'rootOf' | 'identifiersOf'> }): Objectors {
  return createObjectors({
    hashes: createObjectionHashes({ keys, keyCheck, store: people }),
    readTyped: createReadTypedPerson({ register, catalogue }),
  });
}

/** The search for people, for the management API and the commands. */
export function personSearchOf({
  keys,
  keyCheck,
  catalogue,
  register,
  people,
  registry,
  ledger,
  clock,
  randomness,
}: PeopleParts & {
  readonly people: PersonStore;
  readonly registry: Pick<Registry, 'findAll'>;
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): PersonSearch {
  return createPersonSearch({
    rootKey: keys.root,
    keyCheck,
    hashForObjections: createHashForObjections(keys),
    readTyped: createReadTypedPerson({ register, catalogue }),
    registry,
    people,
    ledger,
    clock,
    randomness,
  });
}
