import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startProcess } from '../machine/child-process.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';

const run = promisify(execFile);
const binaries = '/usr/lib/postgresql/15/bin';

async function withClient<Value>(url: string, work: (client: Client) => Promise<Value>): Promise<Value> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 20_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** PostgreSQL refuses to run as root: then Debian's own user does it. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .find((user) => user.startsWith('postgres:'));
  const [, , uid, gid] = (line ?? '').split(':').map(Number);
  if (uid === undefined || gid === undefined) throw new Error('no user postgres: install postgresql-15');
  return { uid, gid };
}

export interface TestPostgres {
  /** Of a superuser, in the database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** The server and all its connections stand still: new ones are taken (the kernel does) and nobody answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends without a goodbye, all connections with it. */
  kill(): Promise<void>;
  /** Starts again on the same port after `kill`, with what was committed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Small settings; without fsync, which matters only when the machine dies. */
function serverOptions(data: string, port: number): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=32MB',
    'max_connections=100',
    'log_min_messages=fatal',
  ];
  return ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

/** The server process and those that it made: each of these is in a process group of its own. */
async function processesOf(pid: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8');
  return [pid, ...children.trim().split(/\s+/).filter(Boolean).map(Number)];
}

/** To all of them; one that ended meanwhile needs no signal. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Throws while it runs. One that ended holds nothing any more, also when nobody has asked how it ended yet. */
async function expectEnded(pid: number): Promise<void> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => 'State:\tX');
  if (!/^State:\t[XZ]/m.test(status)) throw new Error(`process ${String(pid)} still runs`);
}

/** A PostgreSQL 15 (Debian's) of one's own on a free port, in a temporary folder. */
export async function startPostgres15(): Promise<TestPostgres> {
  const user = await unprivilegedUser();
  // Not `tmpdir()`: that may be a folder which the unprivileged user cannot enter.
  const folder = await mkdtemp('/tmp/postgres-15-');
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const port = await freePort();
  const url = `postgres://tester@127.0.0.1:${port}/postgres`;
  const options = { ...user, cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC' } };
  const data = join(folder, 'data');
  const start = async () => {
    const program = join(binaries, 'postgres');
    const server = await startProcess(program, serverOptions(data, port), { ...options, stdio: 'ignore' });
    await eventually(() => withClient(url, (client) => client.query('select 1')), 20_000).catch(
      async (error: unknown) => {
        await server.end('SIGINT');
        throw error;
      },
    );
    return server;
  };
  try {
    await run(
      join(binaries, 'initdb'),
      ['-D', data, '-U', 'tester', '--auth=trust', '--no-sync', '-E', 'UTF8'],
      options,
    );
    let server = await start();
    return {
      url,
      port,
      pause: async () => signalAll(await processesOf(server.pid), 'SIGSTOP'),
      resume: async () => signalAll(await processesOf(server.pid), 'SIGCONT'),
      async kill() {
        // Standing still it makes no more of them: one that was left would keep the next server from starting.
        signalAll([server.pid], 'SIGSTOP');
        const pids = await processesOf(server.pid);
        signalAll(pids, 'SIGKILL');
        await server.ended;
        await eventually(() => Promise.all(pids.map(expectEnded)));
      },
      async restart() {
        server = await start();
      },
      async stop() {
        // one that stands still would not hear that it has to end
        signalAll(await processesOf(server.pid).catch(() => []), 'SIGCONT');
        await server.end('SIGINT');
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A fresh, empty database on a running server, so that test files do not disturb each other. */
export async function createDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(url, (client) => client.query(`create database ${name}`));
  const fresh = new URL(url);
  fresh.pathname = `/${name}`;
  return fresh.href;
}

/** Runs SQL past the stores, to look at what they left. */
export async function queryDatabase(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  return (await withClient(url, (client) => client.query<Record<string, unknown>>(sql))).rows;
}
