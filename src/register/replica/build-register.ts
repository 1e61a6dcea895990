import type { StoredRecord } from '../../storage/stores/records.ts';
import type { Register } from './register.ts';
import { registerFrom } from './snapshot/answer.ts';
import { emptyTables, tablesAfter } from './snapshot/tables.ts';

/**
 * Builds the snapshot of one revision from all its records. Throws `SluisError('register.invalid')` when a record
 * cannot be read.
 */
export function buildRegister(revision: number, records: readonly StoredRecord[]): Register {
  return registerFrom(revision, tablesAfter(emptyTables(), records));
}
