import { Socket } from 'node:net';
import { Client, Pool, type ClientBase, type ClientConfig } from 'pg';
import type { Logger } from '../../domain/logger.ts';
import { startTimeLimit, withinTime } from '../time-limit.ts';
import { postgresFailure } from './failures.ts';
import type { Statement } from './statement.ts';

export type RunStatement = <Row>(
  statement: Statement<Row>,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** A PostgreSQL with a bounded number of connections. Failures are those of `postgresFailure`. */
export interface Postgres {
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly run: RunStatement;
  /**
   * Everything that `work` runs happens or nothing does (read committed). The time limit holds for all of it
   * together. When time runs out during the commit, it may have happened.
   */
  transaction<Value>(work: (run: RunStatement) => Promise<Value>): Promise<Value>;
  /** A connection of its own, not yet connected and outside the pool, for LISTEN and migrations. The caller ends it. */
  dedicated(options?: { readonly statementTimeoutMs: number }): Client;
  ping(): Promise<void>;
  /** Lets what is under way finish, within the time limit; then cuts every connection, dedicated ones too. */
  close(): Promise<void>;
}

export interface PostgresSettings {
  /** `postgres://user:password@host:port/database`, TLS by `sslmode=verify-full` and `sslrootcert=`. */
  readonly url: string;
  /** Every call ends within this many milliseconds. */
  readonly timeoutMs: number;
  readonly maxConnections: number;
  readonly logger: Logger;
}

/** Sockets of all connections, because pg waits for a goodbye that a silent server never says. */
function createSocketRegister() {
  const open = new Set<Socket>();
  return {
    create(): Socket {
      const socket = new Socket();
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    destroyAll(): void {
      for (const socket of open) socket.destroy();
    },
  };
}

function clientConfig(
  settings: PostgresSettings,
  stream: () => Socket,
  statementTimeoutMs: number,
): ClientConfig {
  return {
    connectionString: settings.url,
    stream,
    keepAlive: true,
    connectionTimeoutMillis: settings.timeoutMs,
    // Three guards: the server stops a slow statement, we stop waiting, and a broker that vanished holds no lock.
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    application_name: 'sluis',
    // Durable when the promise resolves, whatever the default of this database or role is.
    options: '-c synchronous_commit=on',
  };
}

export async function runOn<Row>(
  client: ClientBase,
  statement: Statement<Row>,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const { name, text, row } = statement;
  const result = await client.query<Record<string, unknown>>({ name, text, values: [...values] });
  return result.rows.map((found) => row.parse(found));
}

/** Lends a connection within one time limit; a connection on which anything failed is not used again. */
function createLender(pool: Pool, timeoutMs: number) {
  return async function withConnection<Value>(work: (client: ClientBase) => Promise<Value>): Promise<Value> {
    const limit = startTimeLimit(timeoutMs, 'postgres');
    const connecting = pool.connect();
    try {
      const client = await limit.race(connecting);
      try {
        const value = await limit.race(work(client));
        client.release();
        return value;
      } catch (error) {
        client.release(true);
        throw error;
      }
    } catch (error) {
      throw postgresFailure(error);
    } finally {
      limit.end();
    }
  };
}

/** Does not connect yet: that happens with the first call. */
export function openPostgres(settings: PostgresSettings): Postgres {
  const { timeoutMs, logger } = settings;
  const sockets = createSocketRegister();
  const pool = new Pool({
    ...clientConfig(settings, sockets.create, timeoutMs),
    max: settings.maxConnections,
    idleTimeoutMillis: 30_000,
  });
  // A connection that breaks while nobody uses it: the pool has dropped it and opens another when needed.
  pool.on('error', (error) => logger.warn('postgres.connection_lost', { component: 'postgres', error }));
  // While it is lent out nobody listens to it but us, and an error event without a listener ends the process. The
  // statement that is under way, or the next one, fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const withConnection = createLender(pool, timeoutMs);
  const run: RunStatement = (statement, values) =>
    withConnection((client) => runOn(client, statement, values));
  let closing: Promise<void> | undefined;

  return {
    timeoutMs,
    logger,
    run,
    transaction: (work) =>
      withConnection(async (client) => {
        await client.query('begin');
        const value = await work((statement, values) => runOn(client, statement, values));
        await client.query('commit');
        return value;
      }),
    dedicated: (options) =>
      new Client(clientConfig(settings, sockets.create, options?.statementTimeoutMs ?? timeoutMs)),
    ping: async () => {
      await withConnection((client) => client.query('select 1'));
    },
    close: () =>
      (closing ??= withinTime(timeoutMs, 'postgres', () => pool.end())
        .catch(() => logger.warn('postgres.close_incomplete', { component: 'postgres' }))
        .finally(sockets.destroyAll)),
  };
}
