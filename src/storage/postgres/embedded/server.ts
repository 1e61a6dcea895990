import { spawn } from 'node:child_process';
import { open, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../domain/clock.ts';
import { SluisError } from '../../../domain/errors.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { identifyProcess } from './process-identity.ts';
import { isAnswering, stopPostmaster, type Postmaster } from './postmaster.ts';
import type { UnprivilegedUser } from './unprivileged-user.ts';

/** After a crash PostgreSQL first replays what it had written ahead. */
export const startDeadlineMs = 60_000;

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
  if (address === null || typeof address === 'string')
    throw new SluisError('internal', 'no free port on loopback');
  return address.port;
}

/** The log of this run; that of the run before is kept beside it. */
async function openLog(cluster: Cluster) {
  const path = join(dirname(dirname(cluster.data)), 'postgres.log');
  await rename(path, `${path}.1`).catch(() => undefined);
  return { path, handle: await open(path, 'w', 0o600) };
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
  const log = await openLog(cluster);
  try {
    const child = spawn(
      join(binaries.bin, 'postgres'),
      ['-D', cluster.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      {
        ...user,
        cwd: cluster.data,
        env: { LC_ALL: 'C', TZ: 'UTC' },
        detached: true,
        stdio: ['ignore', log.handle.fd, log.handle.fd],
      },
    );
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.unref();
    return { pid: child.pid, ended, logPath: log.path };
  } finally {
    await log.handle.close();
  }
}

async function startOnce(
  cluster: Cluster,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  clock: Clock,
): Promise<Postmaster | { readonly endedSeeLog: string }> {
  const port = await freePort();
  const { pid, ended, logPath } = await spawnServer(cluster, binaries, user, port);
  const server = pid === undefined ? undefined : await identifyProcess(pid);
  if (server === undefined) return { endedSeeLog: logPath };
  const state = { over: false };
  void ended.then(() => {
    state.over = true;
  });
  const deadline = clock.now() + startDeadlineMs;
  while (!(await isAnswering(cluster, port))) {
    if (state.over) return { endedSeeLog: logPath };
    if (clock.now() > deadline) {
      await stopPostmaster(server, clock);
      throw new SluisError(
        'storage.unavailable',
        `the embedded PostgreSQL is not ready after ${startDeadlineMs / 1000} s: see ${logPath}`,
      );
    }
    await pause(20);
  }
  return { process: server, port };
}

/** Starts a server and waits until it answers. Tries a few ports: a free one can be taken by somebody in between. */
export async function startServer(
  cluster: Cluster,
  binaries: Binaries,
  user: UnprivilegedUser | undefined,
  clock: Clock,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const started = await startOnce(cluster, binaries, user, clock);
    if ('process' in started) return started;
    if (attempt === 3) {
      throw new SluisError(
        'storage.unavailable',
        `the embedded PostgreSQL ended at once: see ${started.endedSeeLog}`,
      );
    }
  }
}
