import { objectorsOf } from '../broker/objectors.ts';
import type { Settings } from '../config/settings.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { systemClock } from '../domain/clock.ts';
import { systemRandomness } from '../domain/randomness.ts';
import { createRegistry } from '../federation/create-registry.ts';
import type { Objectors } from '../federation/objectors.ts';
import type { Registry } from '../federation/registry.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { createPostgresPersonStore } from '../storage/postgres/person-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from '../storage/postgres/schedule-store.ts';
import type { RegisterStore } from '../storage/stores.ts';

export interface OpenRegistry {
  readonly store: RegisterStore;
  readonly registry: Registry;
}

/** The registry as the broker and the management API use it. */
export function openRegistry(
  postgres: Postgres,
  { settings, catalogue }: { readonly settings: Settings; readonly catalogue: AttributeCatalogue },
): OpenRegistry {
  const store = createPostgresRegisterStore(postgres);
  const registry = createRegistry({
    store,
    schedule: createPostgresScheduleStore(postgres),
    catalogue,
    destinations: settings.outgoingDestinations,
    objectors: {
      // only a change that is about a person needs the keys
      hashesOf: async (person, school) =>
        (await openObjectors(postgres, settings, catalogue)).hashesOf(person, school),
    },
    clock: systemClock,
    randomness: systemRandomness,
  });
  return { store, registry };
}

async function openObjectors(
  postgres: Postgres,
  settings: Settings,
  catalogue: AttributeCatalogue,
): Promise<Objectors> {
  const { pseudonym: keys } = await readKeyring(settings.keysFolder, systemRandomness);
  const stores = {
    people: createPostgresPersonStore(postgres),
    register: createPostgresRegisterStore(postgres),
  };
  return objectorsOf({ keys, catalogue, stores });
}
