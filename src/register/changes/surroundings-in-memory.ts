import type { RecordKind, StoredRecord } from '../../storage/stores/records.ts';
import { mentionsOf } from './mentions.ts';
import { nameOf } from './record-name.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A register that is in memory anyway, by name (see `nameOf`). What mentions what is found out for a kind when it is
 * first asked for.
 */
export function surroundingsOf(records: ReadonlyMap<string, StoredRecord>): Surroundings {
  const mentions = new Map<RecordKind, ReadonlyMap<string, readonly StoredRecord[]>>();
  return {
    find: (kind, id) => records.get(nameOf({ kind, id })),
    mentioning: (kind, mention) => {
      const known = mentions.get(kind) ?? mentionsIn(records, kind);
      mentions.set(kind, known);
      return known.get(mention) ?? [];
    },
  };
}

function mentionsIn(
  records: ReadonlyMap<string, StoredRecord>,
  kind: RecordKind,
): ReadonlyMap<string, readonly StoredRecord[]> {
  const found = new Map<string, StoredRecord[]>();
  for (const record of records.values()) {
    if (record.kind !== kind) continue;
    for (const mention of mentionsOf(record.body)) {
      const others = found.get(mention);
      if (others === undefined) found.set(mention, [record]);
      else others.push(record);
    }
  }
  return found;
}
