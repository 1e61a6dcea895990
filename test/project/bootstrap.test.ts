import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../testkit/machine/eventually.ts';
import { root } from '../../testkit/machine/project-files.ts';

/** Stands for the demo: listens for signals, then says its process id; ends with code 7, and counts signals. */
const program = `
const life = setInterval(() => {}, 1000);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    console.log('got', signal);
    setTimeout(() => clearInterval(life), 300);
    process.exitCode = 7;
  });
}
console.log('started', process.pid, ...process.argv.slice(2));
`;

/** Stands for npm: notes that it was called, and writes the record that npm writes last. */
const npm = `
const { appendFileSync, cpSync, existsSync, mkdirSync } = require('node:fs');
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (existsSync('npm-fails')) process.exit(1);
mkdirSync('node_modules', { recursive: true });
cpSync('package-lock.json', 'node_modules/.package-lock.json');
`;

let clone: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'sluis a clone '));
  cpSync(join(root, 'bootstrap'), join(clone, 'bootstrap'), { recursive: true });
  for (const folder of ['demo', 'node_modules']) mkdirSync(join(clone, folder));
  write('demo/start.ts', program);
  write('npm-cli.js', npm);
  write('package.json', '{}');
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) write(file, lockfile('1.0.0'));
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(clone, path), text);
}

function lockfile(version: string): string {
  return JSON.stringify({ packages: { '': {}, 'node_modules/thing': { version, integrity: version } } });
}

function npmCalls(): readonly string[] {
  const log = join(clone, 'npm-calls');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

function run(file: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(clone, file), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_execpath: join(clone, 'npm-cli.js'), ...env },
  });
  started.push(child);
  const heard = { child, text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (heard.text += chunk.toString('utf8')));
  }
  return heard;
}

async function startProgram(args: readonly string[] = []) {
  const heard = run('bootstrap/start.mjs', args);
  await eventually(() => {
    expect(heard.text).toMatch(/started \d+.*\n/);
  });
  return { heard, pid: Number(/started (\d+)/.exec(heard.text)?.[1]) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('bootstrap/start.mjs', () => {
  it('hands on arguments and the exit code, in a folder with blanks', async () => {
    const { heard } = await startProgram(['--one', 'two words']);
    expect(heard.text).toContain('--one two words');
    heard.child.kill('SIGTERM');
    expect(await once(heard.child, 'exit')).toEqual([7, null]);
  });

  it('bounds the memory of what it starts, unless somebody asks for other bounds', async () => {
    const limits = "console.log('limits', process.env.NODE_OPTIONS, v8.getHeapStatistics().heap_size_limit);";
    write('demo/start.ts', `import v8 from 'node:v8'; ${limits}`);
    const megabytes = async (own: string) => {
      const heard = run('bootstrap/start.mjs', [], { NODE_OPTIONS: own });
      await once(heard.child, 'exit');
      return Math.round(Number(/limits .* (\d+)\n/.exec(heard.text)?.[1]) / 2 ** 20);
    };
    const bounded = await megabytes('');
    expect(bounded).toBeGreaterThan(500);
    expect(bounded).toBeLessThan(800);
    expect(await megabytes('--max-old-space-size=300')).toBeLessThan(bounded - 200);
    expect(await megabytes('--max-old-space-size=2000')).toBeGreaterThan(bounded + 500);
  });

  it('passes on a Ctrl-C once, although npm and the terminal both send it', async () => {
    const { heard } = await startProgram();
    heard.child.kill('SIGINT');
    heard.child.kill('SIGINT');
    expect(await once(heard.child, 'exit')).toEqual([7, null]);
    expect(heard.text.match(/got SIGINT/g)).toHaveLength(1);
  });

  it('leaves no process behind when it is killed without a chance to pass it on', async () => {
    const { heard, pid } = await startProgram();
    heard.child.kill('SIGKILL');
    await eventually(() => {
      expect(isAlive(pid)).toBe(false);
    });
  });

  it('says what is missing in an incomplete clone', async () => {
    rmSync(join(clone, 'demo'), { recursive: true });
    const heard = run('bootstrap/start.mjs');
    expect(await once(heard.child, 'exit')).toEqual([1, null]);
    expect(heard.text).toContain('demo/start.ts is missing');
  });
});

describe('the installation', () => {
  beforeEach(() => {
    write('demo/start.ts', "console.log('came up');");
    write('package-lock.json', lockfile('1.0.1'));
  });

  it('does nothing where node_modules is what the lockfile says', async () => {
    write('package-lock.json', lockfile('1.0.0'));
    expect(await once(run('bootstrap/start.mjs').child, 'exit')).toEqual([0, null]);
    expect(npmCalls()).toEqual([]);
  });

  it('brings node_modules to another lockfile, once, also when two commands start together', async () => {
    const both = [run('bootstrap/start.mjs'), run('bootstrap/start.mjs')];
    const ends = await Promise.all(both.map(({ child }) => once(child, 'close')));
    expect(ends).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(both.every(({ text }) => text.includes('came up'))).toBe(true);
    expect(npmCalls()).toEqual(['ci --include=dev --include=optional --loglevel=error']);
  });

  it('says what to look at when npm fails, and starts nothing', async () => {
    write('npm-fails', '');
    const heard = run('bootstrap/start.mjs');
    expect(await once(heard.child, 'close')).toEqual([1, null]);
    expect(heard.text).toContain('The packages could not be installed');
    expect(heard.text).not.toContain('came up');
  });
});

describe('the lock around an installation', () => {
  const worker = `
import { withLock } from '../bootstrap/install-lock.mjs';
import { appendFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
await withLock(process.argv[2], async () => {
  appendFileSync(process.argv[3], 'in ');
  for (let turn = 0; turn < 50; turn += 1) await stat('.');
  appendFileSync(process.argv[3], 'out ');
});
`;
  const lock = () => join(clone, '.sluis', 'install.lock');

  async function workers(count: number): Promise<string> {
    writeFileSync(join(clone, 'demo', 'worker.mjs'), worker);
    const log = join(clone, 'log');
    writeFileSync(log, '');
    const running = Array.from({ length: count }, () => run('demo/worker.mjs', [lock(), log]));
    const ends = await Promise.all(running.map(({ child }) => once(child, 'exit')));
    expect(ends).toEqual(ends.map(() => [0, null]));
    return readFileSync(log, 'utf8');
  }

  it('lets one at a time in, and leaves nothing behind', async () => {
    expect(await workers(4)).toBe('in out '.repeat(4));
    expect(readdirSync(join(clone, '.sluis'))).toEqual([]);
  });

  it('takes over at once from a process that is gone', async () => {
    const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(dead, 'exit');
    mkdirSync(lock(), { recursive: true });
    writeFileSync(join(lock(), 'owner'), `${dead.pid} ${hostname()}`);
    expect(await workers(3)).toBe('in out '.repeat(3));
  });

  it('takes over from a machine that has not been heard of', async () => {
    mkdirSync(lock(), { recursive: true });
    writeFileSync(join(lock(), 'owner'), '1 another-machine');
    const longAgo = new Date('2020-01-01T00:00:00Z');
    utimesSync(lock(), longAgo, longAgo);
    expect(await workers(2)).toBe('in out in out ');
  });
});
