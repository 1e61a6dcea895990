import { createClient, RESP_TYPES } from 'redis';
import { SluisError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/logger.ts';
import type { Randomness } from '../../domain/randomness.ts';
import { startTimeLimit, withinTime } from '../time-limit.ts';
import { countUp } from './count-up.ts';

export interface RedisSettings {
  /** `redis://` or `rediss://` (TLS), with user and password percent-encoded where there are any. */
  readonly url: string;
  /** Every call ends within this many milliseconds. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly randomness: Randomness;
  /** PEM of the authority that signed the server's certificate; absent: those that Node trusts. */
  readonly certificateAuthority?: string;
}

/** Longest pause between two attempts to connect: an outage that is over has to be noticed within about a second. */
const longestPauseMs = 1000;

/** 50, 100, 200… milliseconds, and up to half of that again, so that nodes do not all knock in the same moment. */
function pauseBefore(attempt: number, randomness: Randomness): number {
  const pause = Math.min(longestPauseMs, 50 * 2 ** Math.min(attempt, 10));
  return pause + Math.floor((pause / 2) * (randomness.bytes(1).readUInt8(0) / 256));
}

function socketOptions({ url, timeoutMs, randomness, certificateAuthority }: RedisSettings) {
  const options = {
    connectTimeout: timeoutMs,
    // Ends a connection on which nothing moves; the pings below keep a healthy idle one from being silent.
    socketTimeout: 2 * timeoutMs,
    reconnectStrategy: (attempt: number) => pauseBefore(attempt, randomness),
  };
  if (!url.startsWith('rediss:')) return options;
  return {
    ...options,
    tls: true as const,
    ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
  };
}

function createBinaryClient(settings: RedisSettings) {
  return createClient({
    url: settings.url,
    socket: socketOptions(settings),
    scripts: { countUp },
    disableOfflineQueue: true,
    pingInterval: settings.timeoutMs,
    // Redis Enterprise only; elsewhere a command that is refused at every connect.
    maintNotifications: 'disabled',
    disableClientInfo: true,
    // 0 is none. By default each command makes a signal that fires five seconds later; each call here has a limit already.
    commandOptions: { timeout: 0 },
  }).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
}

export type RedisClient = ReturnType<typeof createBinaryClient>;

/** Logs the beginning and the end of an outage once each, not every attempt in between. */
function watch(client: RedisClient, logger: Logger, outage: { lasts: boolean }): void {
  client.on('error', (error: unknown) => {
    if (outage.lasts) return;
    outage.lasts = true;
    logger.warn('redis.lost', { component: 'redis', error });
  });
  client.on('ready', () => {
    if (!outage.lasts) return;
    outage.lasts = false;
    logger.info('redis.recovered', { component: 'redis' });
  });
}

export interface RedisConnection {
  /** Every failure is `storage.unavailable`; a write that ran out of time may have happened or not. */
  call<Value>(work: (client: RedisClient) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

function unavailable(message: string, cause?: unknown): SluisError {
  return new SluisError('storage.unavailable', message, { cause });
}

/**
 * Connects once, or fails within the time limit; later outages heal by themselves.
 *
 * node-redis waits for ever on a connection that went silent as long as something is still written to it, so a
 * call that runs out of time replaces the client: every other call on that connection waits for the same nothing.
 */
export async function connectRedis(settings: RedisSettings): Promise<RedisConnection> {
  const { timeoutMs, logger } = settings;
  const outage = { lasts: false };
  let closed = false;

  function open(): RedisClient {
    const client = createBinaryClient(settings);
    watch(client, logger, outage);
    return client;
  }
  let client = open();

  function replace(silent: RedisClient): void {
    if (client !== silent || closed) return;
    outage.lasts = true;
    logger.warn('redis.silent', { component: 'redis' });
    silent.destroy();
    client = open();
    // Tries again by itself until it is connected or destroyed; 'error' events tell the log.
    client.connect().catch(() => undefined);
  }

  try {
    await withinTime(timeoutMs, 'redis', () => client.connect());
  } catch (error) {
    closed = true;
    client.destroy();
    throw unavailable('no connection to Redis: is it running, and is REDIS_URL right?', error);
  }

  return {
    call: async (work) => {
      const used = client;
      // node-redis would keep a transaction for later, whatever its options say.
      if (closed || !used.isReady) throw unavailable('redis is away');
      const limit = startTimeLimit(timeoutMs, 'redis');
      try {
        return await limit.race(work(used));
      } catch (error) {
        if (!(error instanceof SluisError)) throw unavailable('redis failed', error);
        replace(used);
        throw error;
      } finally {
        limit.end();
      }
    },
    close: async () => {
      if (closed) return;
      closed = true;
      // Lets what is under way finish; a connection that is away or silent is cut.
      if (client.isReady) await withinTime(timeoutMs, 'redis', () => client.close()).catch(() => undefined);
      client.destroy();
    },
  };
}
