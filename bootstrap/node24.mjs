import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { giveUp, root } from './project.mjs';

const oldest = 24;

/**
 * Path of a Node that runs the sources: the one that npm installed for this platform, or else a new enough one of
 * the machine. Looked up by package, not as `node_modules/.bin/node`: npm 10 removes that link again when it
 * skips the package of another platform that has the same command.
 */
export function findNode() {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  const found = [pinned, process.execPath, ...nodesOnPath()].find(isNewEnough);
  if (found === undefined) {
    giveUp(
      `Sluis runs on Node ${oldest} or newer. npm brings it for Linux on x64 and arm64; for ${process.platform} on`,
      `${process.arch} install it yourself (https://nodejs.org) and start again. This is Node ${process.version}.`,
    );
  }
  return found;
}

/** The environment in which `node` means the given one, for programs that start others. */
export function environmentWith(node) {
  return { ...process.env, PATH: [dirname(node), process.env.PATH ?? ''].join(delimiter) };
}

function nodesOnPath() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'node'));
}

function isNewEnough(path) {
  if (path === process.execPath) return majorOf(process.version) >= oldest;
  if (!existsSync(path)) return false;
  // Asked, not believed: a binary for another C library is there and does not run.
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return answer.status === 0 && majorOf(answer.stdout) >= oldest;
}

function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version)?.[1] ?? 0);
}
