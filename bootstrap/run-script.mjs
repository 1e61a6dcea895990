import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { withMemoryBounds } from './memory-bounds.mjs';
import { environmentWith, findNode } from './node24.mjs';
import { projectFile } from './project.mjs';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A Ctrl-C reaches us twice within moments: from the terminal and from npm, which passes it on. */
const sameSignalMillis = 1000;

/**
 * Runs a TypeScript file of the project with Node 24 and ends with its exit code.
 *
 * The child gets a process group of its own, so that it hears of a Ctrl-C once, from us; should we be killed
 * without a chance to tell, `end-with-parent.mjs` lets it drain and stop.
 *
 * `bounded`: it and what it starts keep to `memory-bounds.json`.
 */
export async function runScript(file, args, { needs = 'everything', bounded = false } = {}) {
  await ensureInstalled({ needs });
  const node = findNode();
  const tie = pathToFileURL(projectFile('bootstrap', 'end-with-parent.mjs')).href;
  const child = spawn(node, ['--import', tie, projectFile(...file.split('/')), ...args], {
    env: bounded ? withMemoryBounds(environmentWith(node)) : environmentWith(node),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  forwardSignals(child);
  followNpm(child);
  process.exit(await exitCodeOf(child));
}

function forwardSignals(child) {
  let last = { signal: '', at: 0 };
  for (const signal of forwarded) {
    process.on(signal, () => {
      const repeated = signal === last.signal && Date.now() - last.at < sameSignalMillis;
      last = { signal, at: Date.now() };
      if (!repeated) child.kill(signal);
    });
  }
}

/**
 * npm that is killed takes nobody with it. Started by npm, a new parent process means that npm is gone, and the
 * program should not run on unseen.
 */
function followNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}

/** By the convention of shells, 128 and the signal's number where a signal ended the child. */
export function exitCodeOf(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`Node could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
