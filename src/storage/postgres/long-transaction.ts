import type { Client } from 'pg';
import { withinTime } from '../time-limit.ts';
import { postgresFailure } from './failures.ts';
import { runOn, type Postgres, type RunStatement } from './pool.ts';

/**
 * `Postgres.transaction` for work of many statements: the time limit holds for each of them, not for all together. Has
 * a connection of its own, so that it takes none from logins while it lasts.
 */
export async function longTransaction<Value>(
  postgres: Postgres,
  work: (run: RunStatement) => Promise<Value>,
): Promise<Value> {
  const client: Client = postgres.dedicated();
  // The question under way fails by itself; without a listener the event would end the process.
  client.on('error', () => undefined);
  const inTime = <Part>(part: () => Promise<Part>) => withinTime(postgres.timeoutMs, 'postgres', part);
  try {
    await inTime(() => client.connect());
    await inTime(() => client.query('begin'));
    const value = await work((statement, values) => inTime(() => runOn(client, statement, values)));
    await inTime(() => client.query('commit'));
    return value;
  } catch (error) {
    throw postgresFailure(error);
  } finally {
    // Ends an open transaction too.
    client.end().catch(() => undefined);
  }
}
