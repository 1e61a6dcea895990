import type { Registry } from '../register/changes/registry.ts';
import type { RecordName, StoredRecord } from '../storage/stores/records.ts';
import type { Caller } from './caller.ts';
import { findSchools } from './look-at-changes.ts';
import { seenPart, sightOf, type Sight } from './rights/may-see.ts';
import { schoolsNamedBy, surroundingsOf } from './rights/surroundings.ts';

export interface SeenRecord {
  readonly sight: Exclude<Sight, 'nothing'>;
  readonly id: string;
  readonly version: number;
  readonly record: unknown;
}

/** Those of the records that a program sees, with the part of each that it sees. */
export async function seenOf(
  registry: Pick<Registry, 'findAll'>,
  caller: Caller,
  records: readonly StoredRecord[],
): Promise<readonly SeenRecord[]> {
  const schools =
    caller.party.kind === 'board' ? records.flatMap(({ kind, body }) => schoolsNamedBy(kind, body)) : [];
  const around = surroundingsOf(await findSchools(registry, schools), []);
  return records.flatMap(({ kind, id, version, body }) => {
    const sight = sightOf(caller, { kind, id, body }, around);
    return sight === 'nothing' ? [] : [{ sight, id, version, record: seenPart(sight, kind, body) }];
  });
}

export async function seenRecord(
  registry: Pick<Registry, 'find' | 'findAll'>,
  caller: Caller,
  name: RecordName,
): Promise<SeenRecord | undefined> {
  const stored = await registry.find(name);
  return stored && (await seenOf(registry, caller, [stored]))[0];
}
