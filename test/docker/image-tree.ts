import { chmod, cp, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from '../../testkit/machine/project-files.ts';
import { copiedFiles, readOwnDockerfile } from './dockerfile.ts';

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

/** Folders that `npm ci --omit=dev --omit=optional` makes, by what package-lock.json says of each. */
async function productionPackages(): Promise<readonly string[]> {
  const { packages } = lockfile.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(packages)
    .filter(([folder, entry]) => folder !== '' && !entry.dev && !entry.optional && !entry.devOptional)
    .map(([folder]) => folder);
}

/**
 * Makes the folder `/app` of the image: what the Dockerfile copies, and the packages that it would install, copied
 * from those that are here. Real copies: through a link Node would find the development packages next to its end.
 */
export async function makeImageTree(app: string): Promise<void> {
  for (const [from, to] of copiedFiles(readOwnDockerfile().files)) {
    await cp(join(root, from), join(app, to), { recursive: true });
  }
  for (const folder of await productionPackages()) {
    await mkdir(dirname(join(app, folder)), { recursive: true });
    const below = join(root, folder, 'node_modules');
    await cp(join(root, folder), join(app, folder), { recursive: true, filter: (path) => path !== below });
  }
  await setWritable(app, false);
}

/** Nobody may write, everybody may read: the file system of the container. Or as before, to remove it. */
export async function setWritable(folder: string, writable: boolean): Promise<void> {
  await chmod(folder, writable ? 0o755 : 0o555);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await setWritable(path, writable);
    else if (entry.isFile()) await chmod(path, writable ? 0o644 : 0o444);
  }
}

/** Every path with its size and time of change, to see whether something was written. */
export async function contentsOf(folder: string): Promise<readonly string[]> {
  const paths = await readdir(folder, { recursive: true });
  const lines = paths.map(async (path) => {
    const { size, mtimeMs } = await stat(join(folder, path));
    return `${path} ${String(size)} ${String(mtimeMs)}`;
  });
  return (await Promise.all(lines)).toSorted();
}
