import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import { systemRandomness, type Randomness } from '../domain/randomness.ts';
import { findBinaries } from './binaries.ts';
import { prepareCluster, readCluster, type Cluster } from './cluster.ts';
import { findHome, prepareHome, systemFolder } from './home.ts';
import { becomeOwner } from './ownership.ts';
import {
  clusterUrl,
  disownPidFile,
  isAnswering,
  readPostmaster,
  standsInCluster,
  stopPostmaster,
  type Postmaster,
} from './postmaster.ts';
import { startDeadlineMs, startServer } from './server.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

export interface EmbeddedPostgres {
  /** With the password: never log it. */
  readonly url: string;
  /** Ends the server, fast and then by force. Close every pool first. */
  stop(): Promise<void>;
}

/** The server that a crash of its broker left running, once it answers. `undefined`: there is none. */
async function takeOver(cluster: Cluster, clock: Clock): Promise<Postmaster | undefined> {
  const deadline = clock.now() + startDeadlineMs;
  for (;;) {
    const found = await readPostmaster(cluster);
    if (found === undefined || !(await standsInCluster(found.process, cluster))) {
      await disownPidFile(cluster);
      return undefined;
    }
    if (await isAnswering(cluster, found.port)) return found;
    if (clock.now() > deadline) {
      throw new SluisError(
        'storage.unavailable',
        `process ${found.process.pid} holds the database in ${cluster.data} and does not answer: end it, or wait`,
      );
    }
    await pause(50);
  }
}

/**
 * Starts the PostgreSQL of this data folder, made at the first start, or takes over the one that a crash left running.
 * One broker per data folder: a second one gets `storage.conflict`. A command beside a running broker
 * uses `connectEmbeddedPostgres` first.
 *
 * The database lies in `<dataFolder>/postgres`, or under `/var/lib/sluis` when PostgreSQL's user cannot enter the data
 * folder; `<dataFolder>/embedded-postgres.json` says where.
 */
export async function startEmbeddedPostgres(settings: {
  readonly dataFolder: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly randomness?: Randomness;
}): Promise<EmbeddedPostgres> {
  const { dataFolder, logger, clock, randomness = systemRandomness } = settings;
  const begun = clock.now();
  const user = await unprivilegedUser();
  const home = await prepareHome(dataFolder, user, randomness);
  const ownership = await becomeOwner(home, randomness);
  try {
    const binaries = await findBinaries(user, user === undefined ? home : systemFolder);
    const cluster = await prepareCluster(home, binaries, user, { logger, randomness });
    const left = await takeOver(cluster, clock);
    const server = left ?? (await startServer(cluster, binaries, user, clock));
    const fields = { folder: home, port: server.port, durationMs: clock.now() - begun };
    logger.info(left === undefined ? 'postgres.started' : 'postgres.taken_over', fields);
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      const how = await stopPostmaster(server.process, clock);
      if (how === 'fast') logger.info('postgres.stopped', { folder: home });
      else logger.warn('postgres.stopped_by_force', { folder: home, reason: how });
      await ownership.release();
    };
    return { url: clusterUrl(cluster, server.port), stop: () => (stopping ??= stop()) };
  } catch (error) {
    await ownership.release();
    throw error;
  }
}

/**
 * The running PostgreSQL of this data folder, for a command beside a running broker; it shares the server and
 * must not stop it. `undefined` when none is running.
 */
export async function connectEmbeddedPostgres(settings: {
  readonly dataFolder: string;
}): Promise<{ readonly url: string } | undefined> {
  const home = await findHome(settings.dataFolder);
  const cluster = home === undefined ? undefined : await readCluster(home);
  if (cluster === undefined) return undefined;
  const server = await readPostmaster(cluster);
  if (server === undefined || !(await isAnswering(cluster, server.port))) return undefined;
  return { url: clusterUrl(cluster, server.port) };
}
