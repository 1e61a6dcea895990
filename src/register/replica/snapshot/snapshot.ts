import type { Logger } from '../../../domain/logger.ts';
import { SluisError } from '../../../domain/errors.ts';
import type { RegisterStore } from '../../../storage/stores/register-store.ts';
import type { Register } from '../register.ts';
import { registerFrom } from './answer.ts';
import { emptyTables, tablesAfter, type Tables } from './tables.ts';

/** A register, and what the next one is made from. */
export interface Snapshot {
  readonly register: Register;
  readonly tables: Tables;
}

/** Reads everything, batch by batch. Throws what the store throws, and `register.invalid`. */
export async function readSnapshot(store: RegisterStore): Promise<Snapshot> {
  let tables = emptyTables();
  const revision = await store.read((batch) => {
    tables = tablesAfter(tables, batch);
  });
  return snapshotOf(revision, tables);
}

/** Reads what changed since, and everything when that is not enough, for whatever reason. Throws as `readSnapshot` does. */
export async function newerSnapshot(
  store: RegisterStore,
  before: Snapshot,
  logger: Logger,
): Promise<Snapshot> {
  const changed = await withChanges(store, before).catch((error: unknown) => {
    const code = error instanceof SluisError ? error.code : 'internal';
    logger.warn('register.read_anew', { component: 'federation', code, error });
    return undefined;
  });
  return changed ?? (await readSnapshot(store));
}

async function withChanges(store: RegisterStore, before: Snapshot): Promise<Snapshot | undefined> {
  const changes = await store.changesSince(before.register.revision);
  if (changes === undefined) return undefined;
  return snapshotOf(changes.revision, tablesAfter(before.tables, changes.states));
}

function snapshotOf(revision: number, tables: Tables): Snapshot {
  return { register: registerFrom(revision, tables), tables };
}
