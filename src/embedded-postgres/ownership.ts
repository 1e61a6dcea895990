import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import type { Randomness } from '../domain/randomness.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from './process-identity.ts';
import { hasCode } from './system-error.ts';

const owner = z.object({ pid: z.int().positive(), startedAt: z.number() });

async function readOwner(path: string): Promise<ProcessIdentity | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return owner.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** A hard link to a complete file comes into being whole, and fails when there is one. */
async function claim(unfinished: string, path: string): Promise<boolean> {
  try {
    await link(unfinished, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Makes this process the one that starts and stops the database in `home`, until `release`. Throws
 * `storage.conflict` when another living process is. What a crash left is removed.
 */
export async function becomeOwner(
  home: string,
  randomness: Randomness,
): Promise<{ release(): Promise<void> }> {
  const path = join(home, 'owner.json');
  const self = await identifyProcess(process.pid);
  const unfinished = join(home, `owner.${randomness.uuid()}`);
  await writeFile(unfinished, JSON.stringify(self ?? { pid: process.pid, startedAt: 0 }), { flush: true });
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await claim(unfinished, path)) return { release: () => rm(path, { force: true }) };
      const other = await readOwner(path);
      if (other !== undefined && (await isSameProcess(other))) {
        throw new SluisError(
          'storage.conflict',
          `the database in ${home} belongs to a Sluis that is running (process ${other.pid}): stop that one, or set SLUIS_DATA to another folder`,
        );
      }
      await rm(path, { force: true });
    }
    throw new SluisError('storage.conflict', `several Sluis processes start on ${home} at the same time`);
  } finally {
    await rm(unfinished, { force: true });
  }
}
