import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAttributeCatalogue } from './attribute-catalogue.ts';
import type { AttributeCatalogue } from '../domain/attributes.ts';
import { SluisError } from '../domain/errors.ts';

/** The attribute catalogue of the configuration folder. */
export async function readCatalogue(configFolder: string): Promise<AttributeCatalogue> {
  const file = join(configFolder, 'attributes.yaml');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const message = `${file} cannot be read. SLUIS_CONFIG names the folder that holds it.`;
    throw new SluisError('settings.invalid', message, { cause });
  });
  return readAttributeCatalogue(text, file);
}
