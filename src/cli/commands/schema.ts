import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { federationJsonSchema } from '../../register/files/federation-schema.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { CommandContext } from '../command.ts';

/** `sluis schema`: keeps the published JSON Schema equal to what is checked. */
export async function schema(
  { check = false }: { readonly check?: boolean },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const file = join(readSettings(env).configFolder, 'schema', 'federation.schema.json');
  const text = federationJsonSchema();
  if (check) {
    const present = await readFile(file, 'utf8').catch(() => '');
    if (present === text) return 0;
    terminal.say(`${file} is not up to date. Run: sluis schema`);
    return 1;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  terminal.out(file);
  return 0;
}
