import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { systemClock } from '../../src/domain/clock.ts';
import { startEmbeddedPostgres } from '../../src/embedded-postgres/embedded-postgres.ts';
import { startPostgres15 } from './postgres.ts';
import { createRecordingLogger } from '../machine/recording-logger.ts';
import { startRedis } from './redis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A Redis for everybody: keep apart by the names of keys. */
    readonly redisUrl: string;
    /** Superusers; make a database of your own with `createDatabase`. */
    readonly postgres15Url: string;
    readonly postgres18Url: string;
  }
}

async function startPostgres18(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataFolder = await mkdtemp('/tmp/postgres-18-');
  await chmod(dataFolder, 0o755);
  const remove = () => rm(dataFolder, { recursive: true, force: true });
  try {
    const logger = createRecordingLogger();
    const server = await startEmbeddedPostgres({
      dataFolder: join(dataFolder, 'data'),
      logger,
      clock: systemClock,
    });
    return { url: server.url, stop: () => server.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Starts the servers that many test files share, in parallel, and ends those that started when one fails. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const starting = [startRedis(), startPostgres15(), startPostgres18()] as const;
  const stopAll = async () => {
    await Promise.all(
      starting.map((start) =>
        start.then(
          (server) => server.stop(),
          () => undefined,
        ),
      ),
    );
  };
  try {
    const [redis, postgres15, postgres18] = await Promise.all(starting);
    project.provide('redisUrl', redis.url);
    project.provide('postgres15Url', postgres15.url);
    project.provide('postgres18Url', postgres18.url);
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}
