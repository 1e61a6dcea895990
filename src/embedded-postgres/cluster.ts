import { execFile } from 'node:child_process';
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import type { Binaries } from './binaries.ts';
import type { UnprivilegedUser } from './unprivileged-user.ts';

const run = promisify(execFile);

/** The superuser that initdb makes, and the database of Sluis. */
export const databaseUser = 'sluis';
export const databaseName = 'sluis';

/** One database with its password. Both come into being together, by one rename. */
export interface Cluster {
  /** PGDATA. */
  readonly data: string;
  readonly password: string;
}

const unfinishedPrefix = 'cluster.unfinished-';

function dataPath(home: string): string {
  return join(home, 'cluster', 'data');
}

/** `undefined` when there is no complete database. */
export async function readCluster(home: string): Promise<Cluster | undefined> {
  if ((await stat(dataPath(home)).catch(() => undefined)) === undefined) return undefined;
  const password = await readFile(join(home, 'cluster', 'password'), 'utf8');
  return { data: dataPath(home), password };
}

async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith(unfinishedPrefix)) await rm(join(home, name), { recursive: true, force: true });
  }
}

async function initialise(
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  folder: string,
): Promise<void> {
  try {
    await run(
      join(binaries.bin, 'initdb'),
      [
        ...[
          '--pgdata',
          join(folder, 'data'),
          '--username',
          databaseUser,
          '--pwfile',
          join(folder, 'password'),
        ],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-instructions'],
      ],
      { ...user, cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC' }, timeout: 120_000 },
    );
  } catch (cause) {
    throw new SluisError('internal', `initdb failed in ${folder}`, { cause });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Builds beside and renames at the end: what a kill interrupts is never taken for a database. */
async function createCluster(
  home: string,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  randomness: Randomness,
): Promise<void> {
  const unfinished = join(home, unfinishedPrefix + randomness.uuid());
  const passwordPath = join(unfinished, 'password');
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordPath, unguessable(randomness), { mode: 0o600, flush: true });
  if (user !== undefined) {
    await chown(unfinished, user.uid, user.gid);
    await chown(passwordPath, user.uid, user.gid);
  }
  await initialise(binaries, user, unfinished);
  await rename(unfinished, join(home, 'cluster'));
  await syncFolder(home);
}

async function checkVersion(cluster: Cluster, binaries: Binaries): Promise<void> {
  const made = Number(await readFile(join(cluster.data, 'PG_VERSION'), 'utf8'));
  if (made === binaries.major) return;
  throw new SluisError(
    'storage.conflict',
    `the database in ${cluster.data} was made by PostgreSQL ${made}, this is ${binaries.major}: dump it with the old version and restore it with the new one`,
  );
}

/** The database in `home`, made when there is none. Only for the owner of `home`. */
export async function prepareCluster(
  home: string,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  { logger, randomness }: { readonly logger: Logger; readonly randomness: Randomness },
): Promise<Cluster> {
  await removeUnfinished(home);
  if ((await readCluster(home)) === undefined) {
    logger.info('postgres.initialising', { folder: home });
    await createCluster(home, binaries, user, randomness);
  }
  const cluster = await readCluster(home);
  if (cluster === undefined) throw new SluisError('internal', `no database in ${home}`);
  await checkVersion(cluster, binaries);
  return cluster;
}
