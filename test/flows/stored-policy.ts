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
export const ofRegenboog = '/portal/schools/de-regenboog/services';
export const reader = `${ofRegenboog}/leesboom-reader`;
export const practice = `${ofRegenboog}/rekenrijk-practice`;
export const change = (path: string) => `${path}/change`;

/** What stands in a field to choose from. */
export function chosenOn(body: string, field: string): string | undefined {
  const [, options = ''] = body.split(`<select id="${field}"`);
  return /<option value="(\w+)" selected/.exec(options.split('</select>')[0] ?? '')?.[1];
}

/** The page as somebody reads it. */
export const saidOn = (body: string) =>
  body
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
