import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { apiDocument, apiReference } from '../../api/description/documents.ts';
import type { CommandContext } from '../command.ts';

/** `sluis openapi`: keeps the published description of the management API equal to the code. */
export async function openapi(
  { check = false, folder }: { readonly check?: boolean; readonly folder: string },
  { terminal }: CommandContext,
): Promise<0 | 1> {
  const files = [
    {
      file: join(folder, 'api', 'openapi.json'),
      text: `${JSON.stringify(apiDocument(), undefined, 2)}\n`,
    },
    { file: join(folder, 'API.md'), text: apiReference() },
  ];
  for (const { file, text } of files) {
    if (check) {
      if ((await readFile(file, 'utf8').catch(() => '')) === text) continue;
      terminal.say(`${file} is not up to date. Run: sluis openapi`);
      return 1;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    terminal.out(file);
  }
  return 0;
}
