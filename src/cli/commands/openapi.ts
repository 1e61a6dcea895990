import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { apiDocument, apiReference } from '../../api/description/documents.ts';
import { readWords, refuseWords, type Command } from '../command.ts';

/** `sluis openapi`: keeps the published description of the management API equal to the code. */
export const openapi: Command = async ({ words, terminal }) => {
  const { values, positionals } = readWords(words, {
    check: { type: 'boolean' },
    folder: { type: 'string', default: 'docs' },
  });
  refuseWords(positionals);
  const files = [
    {
      file: join(values.folder, 'api', 'openapi.json'),
      text: `${JSON.stringify(apiDocument(), undefined, 2)}\n`,
    },
    { file: join(values.folder, 'API.md'), text: apiReference() },
  ];
  for (const { file, text } of files) {
    if (values.check === true) {
      if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
      terminal.say(`${file} is not up to date. Run: sluis openapi`);
      return 1;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    terminal.out(file);
  }
  return 0;
};
