import type { StoredRecord } from '../../src/storage/stores/records.ts';
import type { RegisterStore } from '../../src/storage/stores/register-store.ts';

export interface WholeRegister {
  readonly revision: number;
  /** By kind and id. */
  readonly records: readonly StoredRecord[];
}

/** Everything that a store holds at one moment, all at once. */
export async function wholeRegister(store: RegisterStore): Promise<WholeRegister> {
  const records: StoredRecord[] = [];
  const revision = await store.read((batch) => records.push(...batch));
  const nameOf = ({ kind, id }: StoredRecord): string => `${kind} ${id}`;
  return { revision, records: records.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1)) };
}
