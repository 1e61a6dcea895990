import type { RecordKind } from '../../domain/record-kinds.ts';
import type { RecordTypes } from '../model/kinds.ts';
import { byReference, idOf } from '../model/references.ts';
import type { Records } from '../model/records.ts';
import type { RegisterReader } from '../model/register-reader.ts';

/** Records that are there but could not be read: references to them are no second fault. */
export interface Unreadable {
  /** True when whole files could not be read, so that nothing can be called missing. */
  readonly incomplete: boolean;
  has(kind: RecordKind, id: string): boolean;
}

const nothingUnreadable: Unreadable = { incomplete: false, has: () => false };

/** Positions in the list of a kind, by id and by reference. */
interface Positions {
  readonly ids: ReadonlyMap<string, number>;
  readonly references: ReadonlyMap<string, readonly number[]>;
}

/** A register without a past, of records that are in memory anyway. What refers to what is found out when it is first asked. */
export function registerInMemory(
  records: Records,
  unreadable: Unreadable = nothingUnreadable,
): RegisterReader {
  const known = new Map<RecordKind, Positions>();
  const positionsOf = (kind: RecordKind): Positions => {
    const positions = known.get(kind) ?? positionsIn(kind, records[kind]);
    known.set(kind, positions);
    return positions;
  };
  const get = <Each extends RecordKind>(kind: Each, id: string): RecordTypes[Each] | undefined =>
    records[kind][positionsOf(kind).ids.get(id) ?? -1];
  return {
    get,
    isMissing: (kind, id) =>
      get(kind, id) === undefined && !unreadable.incomplete && !unreadable.has(kind, id),
    referringTo: <Each extends RecordKind>(kind: Each, reference: string): readonly RecordTypes[Each][] => {
      const list: readonly RecordTypes[Each][] = records[kind];
      return (positionsOf(kind).references.get(reference) ?? []).flatMap((position) => list[position] ?? []);
    },
    everReferringTo: () => [],
  };
}

function positionsIn(kind: RecordKind, records: readonly unknown[]): Positions {
  return {
    ids: new Map(records.map((record, position) => [idOf(kind, record) ?? '', position])),
    references: byReference(kind, records.keys(), (position) => records[position]),
  };
}
