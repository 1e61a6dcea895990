import type { PersonSearch } from '../people/person-search.ts';
import type { AppContext } from './context.ts';
import { personSearchOf } from './people.ts';

/** The search for people of a node: the management API and the portal ask it. */
export function peopleOf(context: AppContext): PersonSearch {
  const { stores, keyring, keyCheck, catalogue, registry, clock, randomness } = context;
  return personSearchOf({
    keys: keyring.pseudonym,
    keyCheck,
    catalogue,
    register: stores.register,
    people: stores.people,
    registry,
    ledger: stores.ledger,
    clock,
    randomness,
  });
}
