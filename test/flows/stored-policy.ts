import { z } from 'zod';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import type { World } from '../../testkit/world/world.ts';

const storedShape = z.object({
  version: z.number(),
  author: z.string(),
  reason: z.string(),
  body: z.looseObject({ enabled: z.boolean(), claims: z.array(z.unknown()) }),
});
/** The newest version of a policy of De Regenboog, with who wrote it and why. */
export async function storedPolicy({ databaseUrl }: World, service = 'leesboom-reader') {
  const [newest] = await queryDatabase(
    databaseUrl,
    `select version, author, reason, body from sluis.record_version join sluis.register_revision using (revision)
     where kind = 'policy' and id = 'de-regenboog/${service}' order by version desc limit 1`,
  );
  return storedShape.parse(newest);
}
/** The page as somebody reads it. */
export const saidOn = (body: string) =>
  body
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
