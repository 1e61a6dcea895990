import type { RecordName } from '../domain/record-kinds.ts';
import type { Registry } from '../register/changes/registry.ts';
import type { StoredRecord } from '../storage/stores/records.ts';
import type { AuthenticatedClient } from './authenticated-client.ts';
import { seenPart, sightOf, type Sight } from '../rights/may-see.ts';

export interface SeenRecord {
  readonly sight: Exclude<Sight, 'nothing'>;
  readonly id: string;
  readonly version: number;
  readonly record: unknown;
}

/** Those of the records that an API client sees, with the part of each that it sees. */
export function seenOf(
  registry: Pick<Registry, 'ask'>,
  client: AuthenticatedClient,
  records: readonly StoredRecord[],
): Promise<readonly SeenRecord[]> {
  return registry.ask((register) =>
    records.flatMap(({ kind, id, version, body }) => {
      const sight = sightOf(client, { kind, id, body }, { before: register, after: register });
      return sight === 'nothing' ? [] : [{ sight, id, version, record: seenPart(sight, kind, body) }];
    }),
  );
}

export async function seenRecord(
  registry: Pick<Registry, 'find' | 'ask'>,
  client: AuthenticatedClient,
  name: RecordName,
): Promise<SeenRecord | undefined> {
  const stored = await registry.find(name);
  return stored && (await seenOf(registry, client, [stored]))[0];
}
