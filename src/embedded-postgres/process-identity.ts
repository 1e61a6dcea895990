import { readFile } from 'node:fs/promises';
import { hasCode } from './system-error.ts';

/**
 * Tells a process from every other that had or will have its number: in a container the same small numbers come
 * back at each start. Where there is no `/proc` only the number counts.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in clock ticks since the machine booted; 0 where it is not known. */
  readonly startedAt: number;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process, but a process.
    return hasCode(error, 'EPERM');
  }
}

/** `undefined` when there is no such process, or only its remains that nobody has collected yet (a zombie). */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (!answersSignals(pid)) return undefined;
  if (process.platform !== 'linux') return { pid, startedAt: 0 };
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // proc(5): the second field, the name, stands in brackets and may hold anything; state is field 3, start time field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid, startedAt: Number(fields[19]) };
}

export async function isSameProcess(known: ProcessIdentity): Promise<boolean> {
  const found = await identifyProcess(known.pid);
  return found?.startedAt === known.startedAt;
}
