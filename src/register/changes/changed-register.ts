import { nameOf, type RecordKind, type RecordName } from '../../domain/record-kinds.ts';
import type { RecordTypes } from '../model/kinds.ts';
import { byReference, idOf } from '../model/references.ts';
import type { RegisterReader } from '../model/register-reader.ts';
import { createReadRecords } from './read-records.ts';
import type { Step } from './step.ts';

/** Steps, found by name and by reference. Made once for all that is asked of them. */
export interface WrittenSteps {
  readonly steps: readonly Step[];
  get(kind: RecordKind, id: string): Step | undefined;
  /** Where a step stands among all. */
  placeOf(name: RecordName): number | undefined;
  /** Of records that are written, those that have this reference. */
  referringTo(kind: RecordKind, reference: string): readonly Step[];
  read<Each extends RecordKind>(kind: Each, step: Step): RecordTypes[Each] | undefined;
}

export function writtenSteps(steps: readonly Step[]): WrittenSteps {
  const places = new Map<string, number>();
  steps.forEach((step, place) => places.set(nameOf(step), place));
  const placeOf = (name: RecordName): number | undefined => places.get(nameOf(name));
  const references = new Map<RecordKind, ReadonlyMap<string, readonly Step[]>>();
  const records = createReadRecords();
  return {
    steps,
    get: (kind, id) => steps[placeOf({ kind, id }) ?? -1],
    placeOf,
    referringTo: (kind, reference) => {
      const known = references.get(kind) ?? writtenByReference(steps, kind);
      references.set(kind, known);
      return known.get(reference) ?? [];
    },
    read: (kind, { id, after }) => (after === undefined ? undefined : records.read(kind, id, after)),
  };
}

function writtenByReference(steps: readonly Step[], kind: RecordKind): ReadonlyMap<string, readonly Step[]> {
  const written = steps.filter((step) => step.kind === kind && step.after !== undefined);
  return byReference(kind, written, ({ after }) => after);
}

/** The register as it is after these steps. */
export function registerAfter(before: RegisterReader, written: WrittenSteps): RegisterReader {
  const get = <Each extends RecordKind>(kind: Each, id: string): RecordTypes[Each] | undefined => {
    const step = written.get(kind, id);
    return step === undefined ? before.get(kind, id) : written.read(kind, step);
  };
  return {
    get,
    isMissing: (kind, id) => {
      const step = written.get(kind, id);
      return step === undefined ? before.isMissing(kind, id) : step.after === undefined;
    },
    referringTo: <Each extends RecordKind>(kind: Each, reference: string): readonly RecordTypes[Each][] => [
      ...before
        .referringTo(kind, reference)
        .filter((record) => written.get(kind, idOf(kind, record) ?? '') === undefined),
      ...written.referringTo(kind, reference).flatMap((step) => written.read(kind, step) ?? []),
    ],
    everReferringTo: (kind, reference) => before.everReferringTo(kind, reference),
  };
}
