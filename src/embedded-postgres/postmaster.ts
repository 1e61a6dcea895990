import { open, readFile, readlink, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import { databaseName, databaseUser, type Cluster } from './cluster.ts';
import { identifyProcess, isSameProcess, type ProcessIdentity } from './process-identity.ts';
import { hasCode } from './system-error.ts';

/** A server process that is, or says it is, the one of a cluster. */
export interface Postmaster {
  readonly process: ProcessIdentity;
  readonly port: number;
}

function pidFile(cluster: Cluster): string {
  return join(cluster.data, 'postmaster.pid');
}

/** Lines of `postmaster.pid`: 1 process id, 4 port. `undefined` when there is none, or its process is gone. */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const lines = (await readFile(pidFile(cluster), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isSafeInteger(pid) || pid <= 0 || !Number.isSafeInteger(port) || port <= 0) return undefined;
  const found = await identifyProcess(pid);
  return found === undefined ? undefined : { process: found, port };
}

/** PostgreSQL stands in its data folder; another process that got the number of a dead one does not. */
export async function standsInCluster({ pid }: ProcessIdentity, cluster: Cluster): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === cluster.data;
}

/**
 * For a pid file whose server is gone. PostgreSQL takes any process of the same user with that number for its server
 * and refuses to start: a stranger that got the number, or remains of the server that nobody collects. Writing a
 * number that no process has, instead of removing the file, keeps its other check: that no process of the
 * earlier run still holds the shared memory.
 */
export async function disownPidFile(cluster: Cluster): Promise<void> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const [, ...rest] = text.split('\n');
  const { uid, gid } = await stat(cluster.data);
  const unfinished = `${pidFile(cluster)}.disowned`;
  await rm(unfinished, { force: true });
  // Exclusive, because as root we write in a folder of a user whom we do not trust.
  const file = await open(unfinished, 'wx', 0o600);
  try {
    await file.writeFile(['2147483647', ...rest].join('\n'));
    await file.chown(uid, gid);
  } finally {
    await file.close();
  }
  await rename(unfinished, pidFile(cluster));
}

export function clusterUrl(cluster: Cluster, port: number, database = databaseName): string {
  return `postgres://${databaseUser}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

const dataDirectory = z.tuple([z.object({ data_directory: z.string() })]);

/**
 * Whether the server on that port is the one of this cluster: it knows the password (SCRAM proves it to both
 * sides) and names our data folder. Throws what pg throws when it does not answer.
 */
async function checkServer(cluster: Cluster, port: number, database: string): Promise<void> {
  const client = new Client({
    connectionString: clusterUrl(cluster, port, database),
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>('show data_directory');
    if (dataDirectory.parse(rows)[0].data_directory !== cluster.data) throw new Error('another data folder');
    if (database !== databaseName) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const noSuchDatabase = '3D000';

/** One attempt; also makes the database of Sluis at the first start. */
export async function isAnswering(cluster: Cluster, port: number): Promise<boolean> {
  try {
    await checkServer(cluster, port, databaseName).catch(async (error: unknown) => {
      if (!hasCode(error, noSuchDatabase)) throw error;
      await checkServer(cluster, port, 'postgres');
    });
    return true;
  } catch {
    return false;
  }
}

const fastShutdownMs = 15_000;
const immediateShutdownMs = 10_000;

async function waitForEnd(server: ProcessIdentity, clock: Clock, deadlineMs: number): Promise<boolean> {
  const deadline = clock.now() + deadlineMs;
  while (await isSameProcess(server)) {
    if (clock.now() > deadline) return false;
    await pause(20);
  }
  return true;
}

/** Fast shutdown (rolls back, writes all out); when that takes too long an immediate one, after which the next start recovers. */
export async function stopPostmaster(
  server: ProcessIdentity,
  clock: Clock,
): Promise<'fast' | 'immediate' | 'killed'> {
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(server.pid, name);
    } catch {
      // Gone in the meantime.
    }
  };
  if (!(await isSameProcess(server))) return 'fast';
  signal('SIGINT');
  if (await waitForEnd(server, clock, fastShutdownMs)) return 'fast';
  signal('SIGQUIT');
  if (await waitForEnd(server, clock, immediateShutdownMs)) return 'immediate';
  signal('SIGKILL');
  return 'killed';
}
