import type { RecordName } from '../domain/record-kinds.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { StoredRecord } from '../storage/stores/records.ts';
import type { Caller } from './caller.ts';
import { seenPart, sightOf, type Sight } from './rights/may-see.ts';

export interface SeenRecord {
  readonly sight: Exclude<Sight, 'nothing'>;
  readonly id: string;
  readonly version: number;
  readonly record: unknown;
}

/** Those of the records that a program sees, with the part of each that it sees. */
export function seenOf(
  registry: Pick<Registry, 'ask'>,
  caller: Caller,
  records: readonly StoredRecord[],
): Promise<readonly SeenRecord[]> {
  return registry.ask((register) =>
    records.flatMap(({ kind, id, version, body }) => {
      const sight = sightOf(caller, { kind, id, body }, { before: register, after: register });
      return sight === 'nothing' ? [] : [{ sight, id, version, record: seenPart(sight, kind, body) }];
    }),
  );
}

export async function seenRecord(
  registry: Pick<Registry, 'find' | 'ask'>,
  caller: Caller,
  name: RecordName,
): Promise<SeenRecord | undefined> {
  const stored = await registry.find(name);
  return stored && (await seenOf(registry, caller, [stored]))[0];
}
