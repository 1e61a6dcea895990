import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import { type School, schoolRecord } from '../register/model/kinds/school.ts';
import { personSearchOf } from '../app/people.ts';
import type { Settings } from '../config/settings.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { systemClock } from '../domain/clock.ts';
import { systemRandomness } from '../domain/randomness.ts';
import type { PersonSearch } from '../people/person-search.ts';
import { idpsOf } from '../people/typed-person.ts';
import { createPostgresLedgerStore } from '../storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../storage/postgres/person-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import { usageFault } from './command.ts';
import { openRegistry, type OpenRegistry } from './open-registry.ts';
import { noSuchRecord } from './unknown-record.ts';
import { keysOf } from './with-keys.ts';

export interface OpenPeople extends OpenRegistry {
  readonly search: PersonSearch;
}

/** The search for people as the management API uses it. */
export async function openPeople(
  postgres: Postgres,
  { settings, catalogue }: { readonly settings: Settings; readonly catalogue: AttributeCatalogue },
): Promise<OpenPeople> {
  const { keyring, keyCheck } = await keysOf(settings, postgres);
  const open = openRegistry(postgres, { settings, catalogue });
  const search = personSearchOf({
    keys: keyring.pseudonym,
    keyCheck,
    catalogue,
    registry: open.registry,
    people: createPostgresPersonStore(postgres),
    register: open.store,
    ledger: createPostgresLedgerStore(postgres),
    clock: systemClock,
    randomness: systemRandomness,
  });
  return { ...open, search };
}

/** A school that is in the register, with its logins. */
export async function schoolNamed(
  { store }: OpenRegistry,
  id: string,
): Promise<{ readonly school: School; readonly idps: readonly IdentityProvider[] }> {
  const [stored] = await store.find([{ kind: 'school', id }]);
  const school = schoolRecord.safeParse(stored?.body).data;
  if (school === undefined) throw usageFault(await noSuchRecord(store, { kind: 'school', id }));
  return { school, idps: await idpsOf(store, school) };
}
