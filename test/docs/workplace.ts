import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../testkit/machine/project-files.ts';
import { startProcess, type StartedProcess } from '../../testkit/machine/child-process.ts';
import type { Snippet } from './snippets.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** A folder in which the commands of a page are typed, as if it were a clone. */
export interface Workplace {
  readonly folder: string;
  /** Variables of the shell; the test may add to them. */
  readonly env: Record<string, string>;
  /** Texts of the page that stand for something of the reader's own, such as a port. */
  readonly inPlaceOf: Map<string, string>;
  write(path: string, content: string): Promise<void>;
  /** Saves a block of a page under the name that the page gives it. */
  save(path: string, snippet: Snippet): Promise<void>;
  run(snippet: Pick<Snippet, 'text'>): Promise<Ran>;
  /** For a block that stays: it runs until it is ended, and with it all that it started. */
  start(snippet: Snippet): Promise<StartedProcess>;
  remove(): Promise<void>;
}

/** What npm and `node` do for people, without a look at the installed packages: the launcher has tests of its own. */
const shellFunctions = `
set -eu
npm() {
  # without --silent npm writes a line of its own, which would stand in a file
  [ "$1" = '--silent' ] && shift
  [ "$1 $2 $3" = 'run sluis --' ] || { echo "npm $*: not known here" >&2; exit 64; }
  shift 3
  "$NODE" "$SLUIS" "$@"
}
node() { "$NODE" "$@"; }
`;

export async function openWorkplace(): Promise<Workplace> {
  // not `tmpdir()`: the embedded PostgreSQL needs a folder that others may enter
  const folder = await mkdtemp('/tmp/sluis-docs-');
  await chmod(folder, 0o755);
  await symlink(join(root, 'config'), join(folder, 'config'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    NODE: process.execPath,
    SLUIS: join(root, 'src/cli/sluis.ts'),
    SLUIS_DRAIN_SECONDS: '0',
  };
  const inPlaceOf = new Map<string, string>();
  const filled = (content: string): string =>
    [...inPlaceOf].reduce((text, [example, real]) => text.replaceAll(example, real), content);
  const write = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const scriptOf = (snippet: Pick<Snippet, 'text'>) => ['-c', `${shellFunctions}\n${filled(snippet.text)}`];

  return {
    folder,
    env,
    inPlaceOf,
    write,
    save: (path, snippet) => write(path, filled(snippet.text)),
    async run(snippet) {
      const child = spawn('bash', scriptOf(snippet), {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 25_000,
        killSignal: 'SIGKILL',
      });
      const closed = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
      });
      const [code, out, said] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
      return { code, out, said };
    },
    async start(snippet) {
      const started = await startProcess('bash', scriptOf(snippet), {
        cwd: folder,
        env,
        stdio: 'ignore',
        detached: true,
      });
      return { ...started, end: (signal) => endGroup(started, signal) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Bash passes no signal on to what it runs, so all of its group get it. */
async function endGroup({ pid, ended, end }: StartedProcess, signal: NodeJS.Signals): Promise<void> {
  try {
    process.kill(-pid, signal);
  } catch {
    // gone already
  }
  await Promise.race([ended, end(signal)]);
}
