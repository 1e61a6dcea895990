import { spawn } from 'node:child_process';
import { open, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { identifyProcess } from './process-identity.ts';
import { isAnswering, stopPostmaster, type Postmaster } from './postmaster.ts';
import type { UnprivilegedUser } from './unprivileged-user.ts';

/** After a crash PostgreSQL first replays what it had written ahead. */
export const startDeadlineMs = 60_000;

const retryForMs = 15_000;

/**
 * Settings on the command line win over those in the data folder. Small, because everything runs on one machine;
 * and the log shows neither statements nor their values.
 */
const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '32MB',
  max_connections: '40',
  io_method: 'sync',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') {
    throw new SluisError('internal', 'no free port on loopback');
  }
  return address.port;
}

function logPath(cluster: Cluster): string {
  return join(dirname(dirname(cluster.data)), 'postgres.log');
}

/**
 * Detached: a terminal's Ctrl-C goes to the whole group of processes, and the database has to outlive the
 * broker's draining. It also outlives a broker that is killed; the next one takes it over.
 */
async function spawnServer(
  cluster: Cluster,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  port: number,
) {
  const settings = Object.entries({ ...serverSettings, port: String(port) });
  const log = await open(logPath(cluster), 'a', 0o600);
  try {
    const child = spawn(
      join(binaries.bin, 'postgres'),
      ['-D', cluster.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...user,
        cwd: cluster.data,
        env: { LC_ALL: 'C', TZ: 'UTC' },
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      },
    );
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.unref();
    return { pid: child.pid, ended };
  } finally {
    await log.close();
  }
}

/** `undefined`: it ended before it answered. */
async function startOnce(
  cluster: Cluster,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  clock: Clock,
): Promise<Postmaster | undefined> {
  const port = await freePort();
  const { pid, ended } = await spawnServer(cluster, binaries, user, port);
  const server = pid === undefined ? undefined : await identifyProcess(pid);
  if (server === undefined) return undefined;
  const state = { over: false };
  void ended.then(() => {
    state.over = true;
  });
  const deadline = clock.now() + startDeadlineMs;
  while (!(await isAnswering(cluster, port))) {
    if (state.over) return undefined;
    if (clock.now() > deadline) {
      await stopPostmaster(server, clock);
      throw new SluisError(
        'storage.unavailable',
        `the embedded PostgreSQL is not ready after ${startDeadlineMs / 1000} s: see ${logPath(cluster)}`,
      );
    }
    await pause(20);
  }
  return { process: server, port };
}

/**
 * Starts a server and waits until it answers. One that ends at once is tried again for a while: somebody took the
 * free port in between, or processes of a server that was killed still hold its shared memory.
 */
export async function startServer(
  cluster: Cluster,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  clock: Clock,
): Promise<Postmaster> {
  const path = logPath(cluster);
  await rename(path, `${path}.1`).catch(() => undefined);
  const deadline = clock.now() + retryForMs;
  for (;;) {
    const started = await startOnce(cluster, binaries, user, clock);
    if (started !== undefined) return started;
    if (clock.now() > deadline) {
      throw new SluisError('storage.unavailable', `the embedded PostgreSQL stopped at once: see ${path}`);
    }
    await pause(250);
  }
}
