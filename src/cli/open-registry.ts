import { objectorsOf } from '../app/people.ts';
import { createPeopleOfLogin } from '../app/people-of-login.ts';
import type { Settings } from '../config/settings.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { systemClock } from '../domain/clock.ts';
import { systemRandomness } from '../domain/randomness.ts';
import { createRegistry } from '../register/changes/create-registry.ts';
import type { Objectors } from '../register/changes/objectors.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { LookAtSecret } from '../register/model/secret-state.ts';
import { createPostgresLedgerStore } from '../storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../storage/postgres/person-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from '../storage/postgres/schedule-store.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';
import { keysOf } from './with-keys.ts';

export interface OpenRegistry {
  readonly store: RegisterStore;
  readonly registry: Registry;
}

interface RegistryParts {
  readonly settings: Settings;
  readonly catalogue: AttributeCatalogue;
  /** Of commands that write records which refer to secrets. */
  readonly lookAtSecret?: LookAtSecret | undefined;
}

/** The registry as the broker and the management API use it. */
export function openRegistry(
  postgres: Postgres,
  { settings, catalogue, lookAtSecret }: RegistryParts,
): OpenRegistry {
  const store = createPostgresRegisterStore(postgres);
  const registry = createRegistry({
    store,
    schedule: createPostgresScheduleStore(postgres),
    catalogue,
    destinations: settings.outgoingDestinations,
    lookAtSecret,
    objectors: {
      // only a change that is about a person needs the keys
      hashesOf: async (person, school) =>
        (await openObjectors(postgres, settings, catalogue)).hashesOf(person, school),
    },
    peopleOfLogin: createPeopleOfLogin({
      people: createPostgresPersonStore(postgres),
      ledger: createPostgresLedgerStore(postgres),
      clock: systemClock,
    }),
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
  const { keyring, keyCheck } = await keysOf(settings, postgres);
  return objectorsOf({
    keys: keyring.pseudonym,
    keyCheck,
    catalogue,
    people: createPostgresPersonStore(postgres),
    register: createPostgresRegisterStore(postgres),
  });
}
