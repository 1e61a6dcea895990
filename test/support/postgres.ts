import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startProcess } from './child-process.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

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
  stop(): Promise<void>;
}

/** A PostgreSQL 15 (Debian's) of one's own on a free port, in a temporary folder, without fsync. */
export async function startPostgres15(): Promise<TestPostgres> {
  const user = await unprivilegedUser();
  // Not `tmpdir()`: that may be a folder which the unprivileged user cannot enter.
  const folder = await mkdtemp('/tmp/postgres-15-');
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const port = await freePort();
  const options = { ...user, cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC' } };
  const data = join(folder, 'data');
  try {
    await run(
      join(binaries, 'initdb'),
      ['-D', data, '-U', 'tester', '--auth=trust', '--no-sync', '-E', 'UTF8'],
      options,
    );
    const server = await startProcess(
      join(binaries, 'postgres'),
      [
        ...[
          '-D',
          data,
          '-p',
          String(port),
          '-c',
          'listen_addresses=127.0.0.1',
          '-c',
          'unix_socket_directories=',
        ],
        ...[
          '-c',
          'fsync=off',
          '-c',
          'shared_buffers=32MB',
          '-c',
          'max_connections=100',
          '-c',
          'log_min_messages=fatal',
        ],
      ],
      { ...options, stdio: 'ignore' },
    );
    const url = `postgres://tester@127.0.0.1:${port}/postgres`;
    const stop = async () => {
      await server.end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    };
    await eventually(() => withClient(url, (client) => client.query('select 1')), 20_000).catch(
      async (error: unknown) => {
        await stop();
        throw error;
      },
    );
    return { url, port, stop };
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
