import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the clone, whatever the folder that a command was started in. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the command with a message that a newcomer can act on, instead of a stack. */
export function giveUp(...lines) {
  console.error(['', ...lines, ''].join('\n'));
  process.exit(1);
}

/** Path of a file that a later part of the project brings; a clear message where it is not there. */
export function projectFile(...segments) {
  const path = join(root, ...segments);
  if (!existsSync(path)) giveUp(`${segments.join('/')} is missing: this clone is not complete.`);
  return path;
}
