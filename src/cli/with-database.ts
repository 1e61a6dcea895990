import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import { connectEmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { migrate } from '../storage/postgres/migrate.ts';
import { openPostgres, type Postgres } from '../storage/postgres/pool.ts';
import { createLogger } from '../telemetry/logger.ts';

const timeoutMs = 10_000;

/**
 * Does some work with the database of these settings, brought up to date first. A running embedded PostgreSQL is
 * shared with its broker and left running; one that has to be started for this is stopped again.
 */
export async function withDatabase<Value>(
  settings: Settings,
  say: (line: string) => void,
  work: (postgres: Postgres) => Promise<Value>,
): Promise<Value> {
  // Standard output is for what the command says; the log goes beside it.
  const logger = createLogger({ level: 'warn', write: (line) => say(line.trimEnd()) });
  const { url, stop } = await findDatabase(settings, logger);
  try {
    const postgres = openPostgres({ url, timeoutMs, maxConnections: 2, logger });
    try {
      await migrate(postgres);
      return await work(postgres);
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

async function findDatabase({ databaseUrl, dataFolder }: Settings, logger: Logger): Promise<FoundDatabase> {
  const leaveRunning = async (): Promise<void> => undefined;
  if (databaseUrl !== undefined) return { url: databaseUrl, stop: leaveRunning };
  const running = await connectEmbeddedPostgres({ dataFolder });
  if (running !== undefined) return { url: running.url, stop: leaveRunning };
  return await startEmbeddedPostgres({ dataFolder, logger, clock: systemClock });
}
