import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One process of the demo, from its start to its end. */
export interface Child {
  readonly name: string;
  /** Settles when the process is gone, with how it ended. Never rejects. */
  readonly ended: Promise<string>;
  isRunning(): boolean;
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** The last lines that it wrote. */
  lastWords(): Promise<string>;
}

/** Starts a process that writes to its own log file, and watches it. The log of an earlier start is overwritten. */
export async function startChild(
  name: string,
  logFile: string,
  start: (log: number) => ChildProcess,
): Promise<{ readonly child: Child; readonly process: ChildProcess }> {
  await mkdir(dirname(logFile), { recursive: true, mode: 0o700 });
  const log = openSync(logFile, 'w', 0o600);
  const started = start(log);
  closeSync(log);
  let running = true;
  const ended = new Promise<string>((resolve) => {
    const end = (how: string) => {
      running = false;
      resolve(how);
    };
    started.once('error', (error) => end(error.message));
    started.once('exit', (code, signal) => end(signal ?? `exit code ${code ?? 0}`));
  });
  const child: Child = {
    name,
    ended,
    isRunning: () => running,
    signal: (signal) => void started.kill(signal),
    lastWords: async () => (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-15).join('\n'),
  };
  return { child, process: started };
}

/** Asks a process to end; insists after `patienceMillis`, or at once when `hurry` settles. */
export async function stopChild(
  child: Child,
  patienceMillis: number,
  hurry: Promise<unknown>,
): Promise<void> {
  if (!child.isRunning()) return;
  child.signal('SIGTERM');
  const outcome = await Promise.race([child.ended, hurry.then(() => tooSlow), after(patienceMillis)]);
  if (outcome !== tooSlow) return;
  child.signal('SIGKILL');
  await child.ended;
}

const tooSlow = Symbol('too slow');

function after(millis: number): Promise<typeof tooSlow> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(tooSlow), millis).unref();
  });
}
