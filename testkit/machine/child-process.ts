import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves when the process is gone, however it ended. */
  readonly ended: Promise<void>;
  /** Sends the signal, unless the process is gone already, and waits for its end; kills it after the deadline. */
  end(signal: NodeJS.Signals, deadlineMs?: number): Promise<void>;
}

/** Starts a program that the test has to end. Throws when it cannot be started at all. */
export async function startProcess(
  program: string,
  parameters: readonly string[],
  options: SpawnOptions,
): Promise<StartedProcess> {
  const child = spawn(program, parameters, options);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} has no process id`);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  return {
    child,
    pid,
    ended,
    end: async (signal, deadlineMs = 10_000) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
