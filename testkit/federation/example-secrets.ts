import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of whom the example federation says that it has a secret, in which file. */
export const exampleSecrets = {
  'reader.secret': 'reader-secret-for-tests-only-0123456789',
  'kade-entra.secret': 'given by the school, which chooses its letters',
} as const;

/** Puts the secrets of the example federation where the broker looks for them. */
export async function writeExampleSecrets(keysFolder: string): Promise<void> {
  await mkdir(keysFolder, { recursive: true });
  for (const [name, secret] of Object.entries(exampleSecrets)) {
    await writeFile(join(keysFolder, name), `${secret}\n`);
  }
}
