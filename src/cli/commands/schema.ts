import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { federationJsonSchema } from '../../register/files/federation-schema.ts';
import { readSettings } from '../../config/read-settings.ts';
import { readWords, refuseWords, type Command } from '../command.ts';

/** `sluis schema`: keeps the published JSON Schema equal to what is checked. */
export const schema: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, { check: { type: 'boolean' } });
  refuseWords(positionals);
  const file = join(readSettings(env).configFolder, 'schema', 'federation.schema.json');
  const text = federationJsonSchema();
  if (values.check === true) {
    const present = await readFile(file, 'utf8').catch(() => '');
    if (present === text) return 0;
    terminal.say(`${file} is not up to date. Run: sluis schema`);
    return 1;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  terminal.out(file);
  return 0;
};
