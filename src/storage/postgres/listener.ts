import type { Client } from 'pg';
import { withinTime } from '../time-limit.ts';
import { postgresFailure } from './failures.ts';
import type { Postgres } from './pool.ts';

/** How often a quiet connection is asked whether it still lives: a silent one would lose hints for ever. */
const heartbeatMs = 5_000;
const reconnectMs = 500;

interface Listening {
  end(): void;
}

/** Connects and listens, or fails. Afterwards calls `lost` once, when the connection is found dead. */
async function startListening(
  postgres: Postgres,
  channel: string,
  changed: () => void,
  lost: () => void,
): Promise<Listening> {
  const client: Client = postgres.dedicated();
  let over = false;
  let timer: NodeJS.Timeout | undefined;

  function end(): void {
    over = true;
    clearTimeout(timer);
    client.end().catch(() => undefined);
  }
  function fail(): void {
    if (over) return;
    end();
    lost();
  }
  function beat(): void {
    timer = setTimeout(() => {
      client.query('select 1').then(() => {
        if (!over) beat();
      }, fail);
    }, heartbeatMs);
  }

  client.on('error', fail);
  client.on('end', fail);
  client.on('notification', () => {
    // who closed us wants no more hints, also not those that are under way
    if (!over) changed();
  });
  try {
    await withinTime(postgres.timeoutMs, 'postgres', async () => {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    });
  } catch (error) {
    end();
    throw postgresFailure(error);
  }
  beat();
  return { end };
}

/**
 * Calls `changed` for every notification on the channel, and after each reconnection, because notifications of
 * the time between are lost. Throws `storage.unavailable` when the first connection fails; later ones are retried.
 */
export async function listen(
  postgres: Postgres,
  channel: string,
  changed: () => void,
): Promise<{ close(): Promise<void> }> {
  const { logger } = postgres;
  let closed = false;
  let listening: Listening | undefined;
  let retry: NodeJS.Timeout | undefined;

  function reconnect(): void {
    if (closed) return;
    retry = setTimeout(() => {
      startListening(postgres, channel, changed, lost).then((started) => {
        if (closed) {
          started.end();
          return;
        }
        listening = started;
        logger.info('postgres.listening_again', { component: 'postgres' });
        changed();
      }, reconnect);
    }, reconnectMs);
  }
  function lost(): void {
    logger.warn('postgres.listener_lost', { component: 'postgres' });
    reconnect();
  }

  listening = await startListening(postgres, channel, changed, lost);
  return {
    close: () => {
      closed = true;
      clearTimeout(retry);
      listening?.end();
      return Promise.resolve();
    },
  };
}
