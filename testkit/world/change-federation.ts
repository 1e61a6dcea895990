import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { World } from './world.ts';

type FederationRecord = Readonly<Record<string, unknown>>;
export type Lists = Readonly<Record<string, readonly FederationRecord[]>>;
const lists = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));

/** The lists with these members set in the record of this id. */
export function withMembers(list: string, id: string, members: object): (federation: Lists) => Lists {
  return (federation) => ({
    ...federation,
    [list]: (federation[list] ?? []).map((record) =>
      record['id'] === id ? { ...record, ...members } : record,
    ),
  });
}

/** The lists with these members set in the client of this service. */
export function withClient(service: string, members: object): (federation: Lists) => Lists {
  return (federation) => {
    const client = (federation['services'] ?? []).find(({ id }) => id === service)?.['client'];
    return withMembers('services', service, { client: { ...Object(client), ...members } })(federation);
  };
}

/** The lists with one record more. */
export function withRecord(list: string, record: FederationRecord): (federation: Lists) => Lists {
  return (federation) => ({ ...federation, [list]: [...(federation[list] ?? []), record] });
}

/** From now on the federation says something else. */
export async function edit(world: World, change: (federation: Lists) => Lists): Promise<void> {
  await world.change((text) => stringify(change(lists.parse(parse(text))), { aliasDuplicateObjects: false }));
  await world.settled();
}

/** Lives through a story while the federation says something else, and puts it back. */
export async function during(
  world: World,
  change: (federation: Lists) => Lists,
  story: () => Promise<void>,
): Promise<void> {
  let before = '';
  await edit(world, (federation) => {
    before = stringify(federation, { aliasDuplicateObjects: false });
    return change(federation);
  });
  try {
    await story();
  } finally {
    await world.change(() => before);
    await world.settled();
  }
}
