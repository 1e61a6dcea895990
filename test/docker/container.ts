import { spawn } from 'node:child_process';
import { chmod, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Ended } from '../../testkit/machine/run-sluis.ts';
import { environmentOf, serviceNamed } from './compose-file.ts';
import { pairsOf, readOwnDockerfile, wordsOf } from './dockerfile.ts';
import { makeImageTree, setWritable } from './image-tree.ts';
import { identityOf, type Installation } from './installation.ts';

export interface RunningContainer {
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

export interface Image {
  readonly app: string;
  /** Starts a service of the compose file; `replaced` says where its paths and addresses lie on this machine. */
  run(service: string, options?: RunOptions): RunningContainer;
  remove(): Promise<void>;
}

export interface RunOptions {
  /** Instead of the service's command. */
  readonly command?: readonly string[];
  /** Instead of the image's entry point. */
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Lets this service write: by default Node itself refuses every write, program and thread. */
  readonly mayWrite?: boolean;
}

/**
 * The image without an engine: its files in a tree of their own that nobody may write, its user, its environment, its
 * command line, its Node. Not simulated: namespaces, capabilities, limits, networks.
 */
export async function makeImage(installation: Installation): Promise<Image> {
  const app = join(installation.folder, 'app');
  const node = join(installation.folder, 'node');
  await Promise.all([makeImageTree(app), copyFile(process.execPath, node)]);
  await chmod(node, 0o755);
  return {
    app,
    run: (service, options = {}) =>
      start({ service, app, node, keys: installation.secret('keys'), ...options }),
    remove: () => setWritable(app, true),
  };
}

interface Start extends RunOptions {
  readonly service: string;
  readonly app: string;
  readonly node: string;
  readonly keys: string;
}

function start({ service, app, node, keys, ...options }: Start): RunningContainer {
  const { broker } = readOwnDockerfile();
  const { command } = serviceNamed(service);
  const [program, ...first] = options.entrypoint ?? wordsOf(broker, 'ENTRYPOINT');
  if (program !== 'node') throw new Error(`the image starts ${program ?? 'nothing'}`);
  const words = options.command ?? (command.length > 0 ? command : wordsOf(broker, 'CMD'));
  const child = spawn(node, [...first, ...(options.entrypoint === undefined ? words : [])], {
    cwd: app,
    ...identityOf(service),
    env: {
      ...Object.fromEntries(pairsOf(broker, 'ENV')),
      ...environmentOf(service, { SLUIS_ISSUER: 'https://login.example' }),
      SLUIS_KEYS: keys,
      ...(options.mayWrite === true ? {} : { NODE_OPTIONS: '--permission --allow-fs-read=*' }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([exit, out, said]) => ({
    code: exit,
    out,
    said,
  }));
  return { kill: (signal) => void child.kill(signal), ended };
}
