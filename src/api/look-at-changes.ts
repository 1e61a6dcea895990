import { nameOf } from '../register/changes/record-name.ts';
import { stepOf } from '../register/changes/step.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { RecordChange, StoredRecord } from '../storage/stores/records.ts';
import type { Caller } from './caller.ts';
import { schoolsNamedBy, type WishedChange } from './rights/surroundings.ts';

/** Changes, and all records on which the rights to them depend, as the register has them. */
export interface LookedAt {
  /** In the order of the changes. */
  readonly wished: readonly WishedChange[];
  /** The records that the changes are about, as far as they are there. */
  readonly present: ReadonlyMap<string, StoredRecord>;
  readonly schools: readonly StoredRecord[];
}

export async function lookAtChanges(
  registry: Pick<Registry, 'findAll'>,
  caller: Pick<Caller, 'party'>,
  changes: readonly RecordChange[],
): Promise<LookedAt> {
  const names = new Map(changes.map(({ kind, id }) => [nameOf({ kind, id }), { kind, id }]));
  const found = await registry.findAll([...names.values()]);
  const present = new Map(found.map((record) => [nameOf(record), record]));
  const wished = changes.map((change) => stepOf(change, present.get(nameOf(change))?.body));
  return { wished, present, schools: await schoolsAround(registry, caller, wished) };
}

/** The operator's rights depend on no school, so none is looked up. */
async function schoolsAround(
  registry: Pick<Registry, 'findAll'>,
  { party }: Pick<Caller, 'party'>,
  wished: readonly WishedChange[],
): Promise<readonly StoredRecord[]> {
  return party.kind === 'operator' ? [] : findSchools(registry, wished.flatMap(schoolsOf));
}

/** Schools whose board decides about a change: those of the record as it is, and as it is to be. */
export function schoolsOf({ kind, before, after }: WishedChange): readonly string[] {
  return [before, after].flatMap((body) => schoolsNamedBy(kind, body));
}

export async function findSchools(
  registry: Pick<Registry, 'findAll'>,
  ids: readonly string[],
): Promise<readonly StoredRecord[]> {
  const names = [...new Set(ids)].map((id) => ({ kind: 'school', id }) as const);
  return names.length === 0 ? [] : registry.findAll(names);
}
