import type { RecordKind } from '../../domain/record-kinds.ts';
import { kinds, type RecordTypes } from './kinds.ts';

/** Records that were read, kind by kind. */
export type Records = { readonly [Each in RecordKind]: readonly RecordTypes[Each][] };

export type RecordLists = { readonly [Each in RecordKind]: RecordTypes[Each][] };

/** An empty list for every kind. */
export function emptyLists(): RecordLists {
  return {
    board: [],
    school: [],
    idp: [],
    supplier: [],
    sector: [],
    service: [],
    agreement: [],
    policy: [],
    access: [],
    'api-client': [],
    objection: [],
  };
}

/** Puts a record into the list of its kind. */
export function addRecord<Each extends RecordKind>(
  lists: RecordLists,
  kind: Each,
  record: RecordTypes[Each],
): void {
  lists[kind].push(record);
}

/** Bodies in today's form as records; those that cannot be read are left out. */
export function readableRecords(
  bodies: Iterable<{ readonly kind: RecordKind; readonly body: unknown }>,
): Records {
  const lists = emptyLists();
  for (const { kind, body } of bodies) {
    const record = kinds[kind].schema.safeParse(body).data;
    if (record !== undefined) addRecord(lists, kind, record);
  }
  return lists;
}
