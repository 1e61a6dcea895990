import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Objectors } from '../register/changes/objectors.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import { createObjectors } from '../people/objectors.ts';
import { createReadTypedPerson } from '../people/typed-person.ts';
import type { KeyCheck } from '../pseudonym/key-check.ts';
import { createObjectionHashes } from '../pseudonym/objection-hashes.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';

/** Wires `pseudonym/` and `people/` to what the register needs of them. */
export function objectorsOf(parts: {
  readonly keys: Pick<PseudonymKeys, 'root'>;
  readonly keyCheck: KeyCheck;
  readonly catalogue: AttributeCatalogue;
  readonly stores: {
    readonly people: Pick<PersonStore, 'rootOf' | 'identifiersOf'>;
    readonly register: Pick<RegisterStore, 'mentioning'>;
  };
}): Objectors {
  const { keys, keyCheck, catalogue, stores } = parts;
  return createObjectors({
    hashes: createObjectionHashes({ keys, keyCheck, store: stores.people }),
    readTyped: createReadTypedPerson({ register: stores.register, catalogue }),
  });
}
