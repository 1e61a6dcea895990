import type { Versioned } from '../../model/versioned.ts';
import type { RecordState, StoredRecord } from '../../../storage/stores/records.ts';

/** All records of one kind at one revision. Never changes: a change makes another table. */
export interface RecordTable<Record_> {
  get(id: string): Versioned<Record_> | undefined;
  /** By id. */
  all(): readonly Versioned<Record_>[];
  /** Itself when there is nothing to change. Throws what `read` throws, and leaves this table as it is. */
  with(states: readonly RecordState[]): RecordTable<Record_>;
}

export function emptyRecordTable<Record_>(
  read: (stored: StoredRecord) => Versioned<Record_>,
): RecordTable<Record_> {
  return tableOf(read, new Map());
}

function tableOf<Record_>(
  read: (stored: StoredRecord) => Versioned<Record_>,
  records: ReadonlyMap<string, Versioned<Record_>>,
): RecordTable<Record_> {
  let inOrder: readonly Versioned<Record_>[] | undefined;
  return {
    get: (id) => records.get(id),
    all: () => (inOrder ??= byId(records)),
    with(states) {
      if (states.length === 0) return this;
      const changed = new Map(records);
      for (const state of states) {
        if (state.ended === true) changed.delete(state.id);
        else changed.set(state.id, read(state));
      }
      return tableOf(read, changed);
    },
  };
}

function byId<Value>(records: ReadonlyMap<string, Value>): readonly Value[] {
  const entries = [...records].sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([, value]) => value);
}
