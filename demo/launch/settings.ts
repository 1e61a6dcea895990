import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parties } from '../parties.ts';
import { StartFault } from './start-fault.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Where the demo listens and keeps its things. */
export interface DemoSettings {
  readonly brokerPort: number;
  readonly broker: string;
  readonly demoPort: number;
  readonly dataFolder: string;
  /** The broker's keys, and the client secrets. */
  readonly keysFolder: string;
  readonly partyKeysFolder: string;
  readonly federationFolder: string;
  readonly logFolder: string;
  /** The broker's command line program. */
  readonly brokerProgram: string;
}

/** Throws `StartFault` with exit code 2 when a variable makes no sense. */
export function readDemoSettings(env: NodeJS.ProcessEnv): DemoSettings {
  const brokerPort = portFrom(env, 'SLUIS_PORT', 3000);
  const demoPort = portFrom(env, 'SLUIS_DEMO_PORT', 3100);
  const lastPort = demoPort + parties.length;
  if (lastPort > 65_535) {
    throw new StartFault(
      2,
      `SLUIS_DEMO_PORT is ${demoPort}, and the demo needs the six ports above it. Set a lower one.`,
    );
  }
  if (brokerPort > demoPort && brokerPort <= lastPort) {
    throw new StartFault(
      2,
      `SLUIS_PORT is ${brokerPort}, and the demo's other parties use ${demoPort + 1} to ${lastPort}. ` +
        'Set SLUIS_PORT or SLUIS_DEMO_PORT so that they do not overlap.',
    );
  }
  const dataFolder = resolve(repository, env['SLUIS_DATA'] || '.sluis');
  const demoFolder = join(dataFolder, 'demo');
  return {
    brokerPort,
    broker: `http://localhost:${brokerPort}`,
    demoPort,
    dataFolder,
    keysFolder: resolve(repository, env['SLUIS_KEYS'] || join(dataFolder, 'keys')),
    partyKeysFolder: join(demoFolder, 'keys'),
    federationFolder: join(demoFolder, 'federation'),
    logFolder: join(demoFolder, 'log'),
    brokerProgram: join(repository, 'src', 'cli', 'sluis.ts'),
  };
}

function portFrom(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name] || String(fallback);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new StartFault(2, `${name} is "${text}", which is no port. Set it to a number from 1 to 65535.`);
}
