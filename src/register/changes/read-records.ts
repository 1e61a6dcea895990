import type { RecordKind } from '../../domain/record-kinds.ts';
import type { RecordTypes } from '../model/kinds.ts';
import { emptyLists } from '../model/records.ts';
import { readRecord } from '../stored/read-record.ts';

/** Bodies are read once, however often somebody asks for the record; of each kind not more of them are kept than so many. */
const mostKept = 50_000;

/** Reads bodies of the register, by name. Throws `register.invalid`. */
export interface ReadRecords {
  read<Each extends RecordKind>(kind: Each, id: string, body: unknown): RecordTypes[Each];
}

export function createReadRecords(): ReadRecords {
  const lists = emptyLists();
  const positions = new Map<RecordKind, Map<string, { readonly position: number; readonly body: unknown }>>();
  return {
    read<Each extends RecordKind>(kind: Each, id: string, body: unknown): RecordTypes[Each] {
      const list: RecordTypes[Each][] = lists[kind];
      const ofKind = positions.get(kind) ?? new Map<string, { position: number; body: unknown }>();
      positions.set(kind, ofKind);
      const known = ofKind.get(id);
      const before = known?.body === body ? list[known?.position ?? -1] : undefined;
      if (before !== undefined) return before;
      const { record } = readRecord(kind, { id, version: 0, body });
      if (list.length >= mostKept) {
        list.length = 0;
        ofKind.clear();
      }
      ofKind.set(id, { position: list.push(record) - 1, body });
      return record;
    },
  };
}
