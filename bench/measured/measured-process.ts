import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Cores } from './cores.ts';
import { probeQuestion, probeReport, type ProbeReport } from './probe-report.ts';

const startDeadlineMs = 60_000;
const answerDeadlineMs = 10_000;
const stopDeadlineMs = 20_000;

/** A program under load, on its own core, that says how much it uses. */
export interface MeasuredProcess {
  /** Also begins a new period of event-loop delay. */
  ask(): Promise<ProbeReport>;
  stop(): Promise<void>;
}

export interface Program {
  /** Options of Node itself. */
  readonly nodeFlags?: readonly string[];
  /** File and parameters, for Node. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers with 200 as soon as the program can be used. */
  readonly readyUrl: string;
  /** A folder for a CPU profile, written when the program ends. */
  readonly profileFolder: string | undefined;
  readonly cores: Cores;
}

/** Starts the program and waits until it can be used. Throws when it ends before, or takes too long. */
export async function startMeasured(program: Program): Promise<MeasuredProcess> {
  const child = start(program);
  try {
    await ready(child, program);
  } catch (error) {
    await end(child);
    throw error;
  }
  return { ask: () => ask(child), stop: () => end(child) };
}

function start({ nodeFlags = [], command, env, profileFolder, cores }: Program): ChildProcess {
  const profile =
    profileFolder === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`, '--cpu-prof-interval=500'];
  const probe = new URL('probe.ts', import.meta.url).href;
  const [first, ...rest] = [
    ...cores.measured,
    process.execPath,
    ...nodeFlags,
    ...profile,
    '--import',
    probe,
    ...command,
  ];
  return spawn(first ?? process.execPath, rest, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    // logs are written, as in production, and read by nobody
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // a Ctrl-C goes to the driver, which ends what it started in order
    detached: true,
  });
}

async function ready(child: ChildProcess, { readyUrl, command }: Program): Promise<void> {
  const deadline = Date.now() + startDeadlineMs;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`${command.join(' ')} ended before it was ready`);
    const answer = await fetch(readyUrl, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(50);
  }
  throw new Error(`${command.join(' ')} was not ready in time`);
}

async function ask(child: ChildProcess): Promise<ProbeReport> {
  const answer = once(child, 'message', { signal: AbortSignal.timeout(answerDeadlineMs) });
  child.send(probeQuestion);
  return z
    .tuple([probeReport])
    .rest(z.unknown())
    .parse(await answer)[0];
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
  await ended;
  clearTimeout(force);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
