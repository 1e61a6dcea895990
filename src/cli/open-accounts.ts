import { createAccounts, type Accounts } from '../accounts/accounts.ts';
import { systemClock } from '../domain/clock.ts';
import { systemRandomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import { createPostgresAccountStore } from '../storage/postgres/account-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';

/** Accounts as the portal has them. */
export function openAccounts(postgres: Postgres, sealer: LastingSealer): Accounts {
  return createAccounts({
    store: createPostgresAccountStore(postgres),
    sealer,
    clock: systemClock,
    randomness: systemRandomness,
  });
}
