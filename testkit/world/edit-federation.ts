import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { World } from './world.ts';

const record = z.looseObject({ id: z.string() });
const federation = z.looseObject({ idps: z.array(record), services: z.array(record) });
type FederationRecord = z.infer<typeof record>;

/** Changes one record of the federation, applies it, and waits until the broker has seen it. */
export async function editRecord(
  world: World,
  list: 'idps' | 'services',
  id: string,
  change: (record: FederationRecord) => object,
): Promise<void> {
  await world.change((text) => {
    const current = federation.parse(parse(text));
    return stringify({ ...current, [list]: current[list].map((one) => (one.id === id ? change(one) : one)) });
  });
  await world.settled();
}

/** Replaces how a service proves who it is. */
export function setAuthentication(world: World, service: string, authentication: object): Promise<void> {
  return editRecord(world, 'services', service, (one) => ({
    ...one,
    client: { ...z.looseObject({}).parse(one['client']), authentication },
  }));
}
