import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../src/keyring/keyring-files.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';

export const making = { clock: createManualClock(), randomness: systemRandomness };

export interface KeyFolders {
  /** A folder with all key files, made once; never change it. */
  complete(): string;
  /** A copy of one's own of the complete folder. */
  copy(): Promise<string>;
  /** An empty folder of one's own. */
  empty(): Promise<string>;
}

/** Key folders for the tests of one file; making RSA keys takes a second, so they are made once and copied. */
export function useKeyFolders(): KeyFolders {
  const folders: string[] = [];
  const empty = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluis-keys-'));
    folders.push(folder);
    return folder;
  };
  let complete = '';
  beforeAll(async () => {
    complete = join(await empty(), 'keys');
    await createKeyringFiles(complete, making);
  });
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));
  return {
    complete: () => complete,
    empty,
    copy: async () => {
      const folder = join(await empty(), 'keys');
      await cp(complete, folder, { recursive: true });
      return folder;
    },
  };
}

export async function readJson(folder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

export async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify(value));
}
