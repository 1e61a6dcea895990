import { nameOf, type RecordKind, type RecordName } from '../../domain/record-kinds.ts';
import type { RecordTypes } from '../model/kinds.ts';
import { emptyLists } from '../model/records.ts';
import { readRecord } from '../stored/read-record.ts';

/** Bodies are read once, however often somebody asks for the record; not more of them are kept than so many. */
const mostKept = 50_000;

/** Reads bodies of the register, by name. Throws `register.invalid`. */
export interface ReadRecords {
  read<Each extends RecordKind>(kind: Each, id: string, body: unknown): RecordTypes[Each];
}

export function createReadRecords(): ReadRecords {
  let lists = emptyLists();
  const positions = new Map<string, { readonly position: number; readonly body: unknown }>();
  return {
    read<Each extends RecordKind>(kind: Each, id: string, body: unknown): RecordTypes[Each] {
      const name = nameOf({ kind, id } satisfies RecordName);
      const known = positions.get(name);
      const before = known?.body === body ? lists[kind][known?.position ?? -1] : undefined;
      if (before !== undefined) return before;
      const { record } = readRecord(kind, { id, version: 0, body });
      if (positions.size >= mostKept) {
        lists = emptyLists();
        positions.clear();
      }
      const list: RecordTypes[Each][] = lists[kind];
      positions.set(name, { position: list.push(record) - 1, body });
      return record;
    },
  };
}
