import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { RecordName } from '../../domain/record-kinds.ts';
import { nameOf, recordKinds } from '../../domain/record-kinds.ts';
import { idOf } from '../model/references.ts';
import type { Records } from '../model/records.ts';
import { registerInMemory, type Unreadable } from './register-in-memory.ts';
import type { RegisterReader } from '../model/register-reader.ts';

/** What the rules look at: records that are to be checked, before the background of the whole register. */
export interface RuleInput {
  /**
   * The records that are checked. For a change: the records that it writes, and those that it touches by what it writes or
   * ends.
   */
  readonly focus: Records;
  /** The whole register after the change, the focus included. */
  readonly register: RegisterReader;
  readonly catalogue: AttributeCatalogue;
  /**
   * Of records that are checked, which comes first: of two that exclude each other only the later one is faulty. `undefined`:
   * it is not checked.
   */
  readonly placeOf: (name: RecordName) => number | undefined;
}

/** Everything is checked: for files, and for a register as a whole. */
export function allOf(records: Records, catalogue: AttributeCatalogue, unreadable?: Unreadable): RuleInput {
  return {
    focus: records,
    register: registerInMemory(records, unreadable),
    catalogue,
    placeOf: placesIn(records),
  };
}

/** In the order of the lists. */
export function placesIn(records: Records): RuleInput['placeOf'] {
  const places = new Map<string, number>();
  for (const kind of recordKinds) {
    for (const record of records[kind]) {
      places.set(nameOf({ kind, id: idOf(kind, record) ?? '' }), places.size);
    }
  }
  return (name) => places.get(nameOf(name));
}

/**
 * Of records that exclude each other, the one that is told: one that is not checked, or one that comes earlier among those
 * that are.
 */
export function rivalOf<Record_ extends { readonly id: string }>(
  { placeOf }: Pick<RuleInput, 'placeOf'>,
  name: RecordName,
  candidates: readonly Record_[],
): Record_ | undefined {
  const own = placeOf(name) ?? 0;
  return candidates.find(({ id }) => {
    if (id === name.id) return false;
    const place = placeOf({ kind: name.kind, id });
    return place === undefined || place < own || (place === own && id < name.id);
  });
}
