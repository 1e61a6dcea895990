import type { AttributeCatalogue } from '../domain/attributes.ts';
import { systemClock } from '../domain/clock.ts';
import type { Destination } from '../domain/destinations.ts';
import { systemRandomness } from '../domain/randomness.ts';
import { createRegistry } from '../federation/create-registry.ts';
import type { Registry } from '../federation/registry.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from '../storage/postgres/schedule-store.ts';
import type { RegisterStore } from '../storage/stores.ts';

export interface OpenRegistry {
  readonly store: RegisterStore;
  readonly registry: Registry;
}

/**
 * The registry as the broker and the management API use it. Commands that write records with addresses in them hand
 * over what the operator lets the broker reach.
 */
export function openRegistry(
  postgres: Postgres,
  catalogue: AttributeCatalogue,
  destinations: readonly Destination[] = [],
): OpenRegistry {
  const store = createPostgresRegisterStore(postgres);
  const registry = createRegistry({
    store,
    schedule: createPostgresScheduleStore(postgres),
    catalogue,
    destinations,
    clock: systemClock,
    randomness: systemRandomness,
  });
  return { store, registry };
}
