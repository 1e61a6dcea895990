import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { originOf, type PartyId } from '../../demo/parties.ts';
import { startProcess, type StartedProcess } from '../../testkit/machine/child-process.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { freeDemoPort } from '../../testkit/machine/demo-ports.ts';

/** The whole demo as `npm start` brings it up: broker, database, schools and suppliers. */
export interface RunningDemo {
  readonly broker: string;
  originOf(party: PartyId): string;
  /** Ctrl-C in its terminal; returns the exit code. */
  interrupt(): Promise<number | null>;
}

export interface DemoPlace {
  /** Starts the demo there, and settles when it says `ready`. */
  start(): Promise<RunningDemo>;
  /** Command lines of all processes that belong to it. */
  processes(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** A data folder and ports for the demo, to start it once or again. */
export async function prepareDemoPlace(): Promise<DemoPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'sluis-demo-in-browser-'));
  // so that the database, which does not run as root, may keep its data in there
  await chmod(folder, 0o755);
  const port = await freeDemoPort();
  const started: StartedProcess[] = [];
  return {
    async start() {
      const demo = await startDemo(folder, port);
      started.push(demo);
      return {
        broker: `http://localhost:${String(port)}`,
        originOf: (party) => originOf(party, port),
        async interrupt() {
          process.kill(-demo.pid, 'SIGINT');
          await demo.ended;
          return demo.child.exitCode;
        },
      };
    },
    processes: () => processesOf(folder),
    async remove() {
      for (const demo of started) await demo.end('SIGTERM', 60_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startDemo(folder: string, port: number): Promise<StartedProcess> {
  let output = '';
  const demo = await startProcess(process.execPath, ['demo/start.ts'], {
    env: {
      PATH: process.env['PATH'],
      SLUIS_DATA: folder,
      SLUIS_PORT: String(port),
      SLUIS_DEMO_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // a process group of its own, as in a terminal: Ctrl-C there reaches the whole group at once
    detached: true,
  });
  const listen = (chunk: Buffer): void => void (output += chunk.toString());
  demo.child.stdout?.on('data', listen);
  demo.child.stderr?.on('data', listen);
  try {
    await eventually(() => expect(output).toMatch(/^ready http:/m), 100_000);
  } catch (error) {
    await demo.end('SIGTERM', 60_000);
    throw error;
  }
  return demo;
}

/** Those that have the folder in their command line or environment, or work in it. */
async function processesOf(folder: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readOrNothing(() => readFile(`/proc/${id}/cmdline`, 'utf8'));
      const environment = await readOrNothing(() => readFile(`/proc/${id}/environ`, 'utf8'));
      const worksIn = await readOrNothing(() => readlink(`/proc/${id}/cwd`));
      return [command, environment, worksIn].some((text) => text.includes(folder)) ? [command] : [];
    }),
  );
  return found.flat();
}

/** A process may be gone by now, or somebody else's. */
async function readOrNothing(read: () => Promise<string>): Promise<string> {
  return read().catch(() => '');
}
