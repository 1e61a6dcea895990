import { openKeys, type KeyOpening, type OpenKeys } from '../app/open-keys.ts';
import { sealedRowsOf as sealedRowsIn } from '../app/sealed-rows.ts';
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import { systemRandomness } from '../domain/randomness.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { createPostgresAccountStore } from '../storage/postgres/account-store.ts';
import { createPostgresDocumentStore } from '../storage/postgres/document-store.ts';
import { createPostgresOutboxStore } from '../storage/postgres/outbox-store.ts';
import { createPostgresFactorStore } from '../storage/postgres/factor-store.ts';
import { createPostgresKeyFingerprintStore } from '../storage/postgres/key-fingerprint-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import type { SealedRows } from '../storage/stores/sealed-rows.ts';
import { withDatabase } from './with-database.ts';

/** Does some work with the database and its keys; refuses keys that are not those of the database, as a node does. */
export async function withKeys<Value>(
  settings: Settings,
  say: (line: string) => void,
  work: (postgres: Postgres, keys: OpenKeys) => Promise<Value>,
): Promise<Value> {
  const opening = await openingOf(settings);
  return await withDatabase(settings, say, async (postgres) =>
    work(postgres, await openKeys(opening(postgres))),
  );
}

/** The same for a database that is open. */
export async function keysOf(settings: Settings, postgres: Postgres): Promise<OpenKeys> {
  return openKeys((await openingOf(settings))(postgres));
}

/** The same without the check, for the command that makes it pass. */
export async function withUncheckedKeys<Value>(
  settings: Settings,
  say: (line: string) => void,
  work: (opening: KeyOpening) => Promise<Value>,
): Promise<Value> {
  const opening = await openingOf(settings);
  return await withDatabase(settings, say, (postgres) => work(opening(postgres)));
}

/** Key files are read first: what is wrong with them needs no database. */
async function openingOf({ keysFolder }: Settings): Promise<(postgres: Postgres) => KeyOpening> {
  const unchecked = await readKeyring(keysFolder, systemRandomness);
  return (postgres) => ({
    unchecked,
    keysFolder,
    store: createPostgresKeyFingerprintStore(postgres),
    sealedRows: sealedRowsOf(postgres),
    clock: systemClock,
    logger: postgres.logger,
  });
}

/** Everything that lasts: what a key that is lost would take along, and what is sealed with a new one. */
export function sealedRowsOf(postgres: Postgres): readonly SealedRows[] {
  return sealedRowsIn({
    documents: createPostgresDocumentStore(postgres),
    outbox: createPostgresOutboxStore(postgres),
    factors: createPostgresFactorStore(postgres),
    accounts: createPostgresAccountStore(postgres),
  });
}
