import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import type { Randomness } from '../domain/randomness.ts';
import { isReachable } from './reachable.ts';
import type { UnprivilegedUser } from './unprivileged-user.ts';
import { hasCode } from './system-error.ts';

/** For what must lie outside the data folder, because PostgreSQL's user cannot enter that. */
export const systemFolder = '/var/lib/sluis';

/** A folder that every user may enter, whatever the umask is. */
export async function makeEnterable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

const pointer = z.object({ home: z.string().startsWith('/') });

function pointerPath(dataFolder: string): string {
  return join(dataFolder, 'embedded-postgres.json');
}

/** Where the database of this data folder lies; `undefined` when it never had one. */
export async function findHome(dataFolder: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(pointerPath(dataFolder), 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const found = pointer.safeParse(JSON.parse(text));
  if (!found.success) throw new SluisError('settings.invalid', `${pointerPath(dataFolder)} is damaged`);
  return found.data.home;
}

async function chooseHome(
  dataFolder: string,
  user: UnprivilegedUser | undefined,
  randomness: Randomness,
): Promise<string> {
  if (await isReachable(dataFolder, user)) return join(dataFolder, 'postgres');
  // The random part: a data folder that was removed and made anew gets a new database, not the old one by surprise.
  const origin = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  return join(systemFolder, `${origin}-${randomness.uuid().slice(0, 8)}`);
}

/**
 * The folder that holds the database, made when it is not there. What was chosen once is written down: a later change
 * of rights on some folder must not make the database look empty.
 */
export async function prepareHome(
  dataFolder: string,
  user: UnprivilegedUser | undefined,
  randomness: Randomness,
): Promise<string> {
  await mkdir(dataFolder, { recursive: true });
  const folder = await realpath(dataFolder);
  let home = await findHome(folder);
  if (home === undefined) {
    home = await chooseHome(folder, user, randomness);
    const unfinished = `${pointerPath(folder)}.${randomness.uuid()}`;
    await writeFile(unfinished, `${JSON.stringify({ home })}\n`, { flush: true });
    await rename(unfinished, pointerPath(folder));
  }
  if (dirname(home) === systemFolder) await makeEnterable(systemFolder);
  // Ours, not PostgreSQL's: what we write here as root must not be a link that its user planted.
  await makeEnterable(home);
  return home;
}
