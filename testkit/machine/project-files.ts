import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every file below a folder of the project that ends so, as a path from the root. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []; // git keeps no empty folders
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path}`)
    .toSorted();
}

/** Lines of these files that match, as `path:line: text`, so that a failure says where to look. */
export function linesMatching(paths: readonly string[], pattern: RegExp): readonly string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((text, index) => (pattern.test(text) ? [`${path}:${index + 1}: ${text.trim()}`] : [])),
  );
}
