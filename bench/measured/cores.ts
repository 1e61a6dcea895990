import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The measured process has a core for itself; everything around it shares the other ones. */
export interface Cores {
  /** What to put before a command so that it runs on the measured core; empty where that is not possible. */
  readonly measured: readonly string[];
  readonly description: string;
}

/** Moves this process, and with it all that it starts later, away from the measured core. */
export function divideCores(): Cores {
  const last = availableParallelism() - 1;
  if (last < 1 || !hasTaskset()) {
    return { measured: [], description: 'cores shared (no taskset, or one core)' };
  }
  execFileSync('taskset', ['-a', '-p', '-c', `1-${last}`, String(process.pid)], { stdio: 'ignore' });
  return {
    measured: ['taskset', '-c', '0'],
    description: 'measured process alone on core 0, all else elsewhere',
  };
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
