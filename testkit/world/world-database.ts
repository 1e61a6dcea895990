import { openPostgres, type Postgres } from '../../src/storage/postgres/pool.ts';
import type { World } from './world.ts';

/** What the broker of a world has written, beside it. The caller closes it. */
export function openDatabaseOf({ databaseUrl, logger }: Pick<World, 'databaseUrl' | 'logger'>): Postgres {
  return openPostgres({ url: databaseUrl, timeoutMs: 5_000, maxConnections: 1, logger });
}
