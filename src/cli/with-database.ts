import { resolve } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import { readCluster } from '../embedded-postgres/cluster.ts';
import { findHome } from '../embedded-postgres/home.ts';
import { connectEmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { migrate } from '../storage/postgres/migrate.ts';
import { openPostgres, type Postgres } from '../storage/postgres/pool.ts';
import { createLogger } from '../telemetry/logger.ts';
import { databaseFault } from '../storage/postgres/database-fault.ts';

const timeoutMs = 10_000;

export interface DatabaseSettings extends Pick<Settings, 'databaseUrl' | 'dataFolder'> {
  /** An embedded database may be made where there is none. Without it that is a fault: it would be empty. */
  readonly mayCreate?: boolean;
}

/**
 * Does some work with the database of these settings, brought up to date first. A running embedded PostgreSQL is
 * shared with its broker and left running; one that has to be started for this is stopped again.
 */
export async function withDatabase<Value>(
  settings: DatabaseSettings,
  say: (line: string) => void,
  work: (postgres: Postgres) => Promise<Value>,
): Promise<Value> {
  // Standard output is for what the command says; the log goes beside it.
  const logger = createLogger({ level: 'warn', write: (line) => say(line.trimEnd()) });
  const { url, stop } = await findDatabase(settings, logger);
  try {
    const postgres = openPostgres({ url, timeoutMs, maxConnections: 2, logger });
    try {
      await migrate(postgres).catch((error: unknown) => {
        throw databaseFault(error, url);
      });
      return await work(postgres).catch((error: unknown) => {
        const isAway = error instanceof SluisError && error.code === 'storage.unavailable';
        throw isAway ? databaseFault(error, url) : error;
      });
    } finally {
      await postgres.close();
    }
  } finally {
    await stop();
  }
}

interface FoundDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

async function findDatabase(
  { databaseUrl, dataFolder, mayCreate = false }: DatabaseSettings,
  logger: Logger,
): Promise<FoundDatabase> {
  const leaveRunning = async (): Promise<void> => undefined;
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: leaveRunning };
  try {
    const running = await connectEmbeddedPostgres({ dataFolder });
    if (running !== undefined) return { url: running.url, stop: leaveRunning };
    if (!mayCreate) await requireDatabase(dataFolder);
  } catch (error) {
    throw error instanceof SluisError ? error : unreadableFault(dataFolder, error);
  }
  return await startEmbeddedPostgres({ dataFolder, logger, clock: systemClock });
}

async function requireDatabase(dataFolder: string): Promise<void> {
  const home = await findHome(dataFolder);
  if (home === undefined) throw noDatabaseFault(dataFolder);
  // left by a first start that was broken off, or closed to this user
  if ((await readCluster(home)) === undefined) throw unreadableFault(home, undefined);
}

function unreadableFault(folder: string, cause: unknown): SluisError {
  return new SluisError(
    'settings.invalid',
    `no database can be read in ${resolve(folder)}: check SLUIS_DATA, and that this user may read the folder`,
    { cause },
  );
}

function noDatabaseFault(dataFolder: string): SluisError {
  return new SluisError(
    'settings.invalid',
    [
      `there is no database: DATABASE_URL is not set, and the data folder ${resolve(dataFolder)} holds none.`,
      'Set DATABASE_URL (or DATABASE_URL_FILE), or SLUIS_DATA to the data folder of the broker.',
      'A new one is made by sluis serve, and by sluis apply --create.',
    ].join('\n'),
  );
}
