import type { Logger } from '../../domain/logger.ts';
import { systemRandomness, type Randomness } from '../../domain/randomness.ts';
import type { EphemeralStore } from '../stores/ephemeral-store.ts';
import { checkStep, checkTimeToLive } from '../whole-numbers.ts';
import { connectRedis, type RedisConnection } from './connection.ts';

/** Before every key, so that a Redis can be shared and its rights limited to `~sluis:*`. */
const prefix = 'sluis:';

function named(key: string): string {
  return prefix + key;
}

/** A view on memory that the caller does not change before the call is over. */
function bytes(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** What `SET … GET` answers: the old value. node-redis allows for the `OK` of a `SET` without `GET` as well. */
function valueIn(reply: Buffer | string | null): Uint8Array | undefined {
  return reply instanceof Buffer ? reply : undefined;
}

function createRedisEphemeralStore({ call, close }: RedisConnection): EphemeralStore {
  return {
    ping: async () => {
      await call((redis) => redis.ping());
    },
    close,
    get: async (key) => (await call((redis) => redis.get(named(key)))) ?? undefined,
    put: async (key, value, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      await call((redis) =>
        redis.set(named(key), bytes(value), { expiration: { type: 'EX', value: ttlSeconds } }),
      );
    },
    putIfAbsent: async (key, value, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      const reply = await call((redis) =>
        redis.set(named(key), bytes(value), {
          expiration: { type: 'EX', value: ttlSeconds },
          condition: 'NX',
        }),
      );
      return reply !== null;
    },
    exchange: async (key, value) =>
      valueIn(
        await call((redis) =>
          redis.set(named(key), bytes(value), { condition: 'XX', expiration: 'KEEPTTL', GET: true }),
        ),
      ),
    renew: async (key, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      return (await call((redis) => redis.expire(named(key), ttlSeconds))) === 1;
    },
    getAndRenew: async (key, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      const renewed = await call((redis) => redis.getEx(named(key), { type: 'EX', value: ttlSeconds }));
      return renewed ?? undefined;
    },
    take: async (key) => (await call((redis) => redis.getDel(named(key)))) ?? undefined,
    delete: async (...keys) => {
      if (keys.length > 0) await call((redis) => redis.del(keys.map(named)));
    },
    increment: async (key, ttlSeconds, by = 1) => {
      checkTimeToLive(ttlSeconds);
      checkStep(by);
      return call((redis) => redis.countUp(named(key), ttlSeconds, by));
    },
  };
}

/**
 * Redis 7.0 or newer, or Valkey. Fails with `storage.unavailable` when there is no connection within `timeoutMs`;
 * later outages fail each call within the same limit and end by themselves.
 */
export async function connectRedisEphemeralStore(settings: {
  readonly url: string;
  readonly timeoutMs: number;
  readonly logger: Logger;
  readonly randomness?: Randomness;
  /** PEM of the authority that signed the server's certificate; absent: those that Node trusts. */
  readonly certificateAuthority?: string;
}): Promise<EphemeralStore> {
  const { randomness = systemRandomness, ...rest } = settings;
  return createRedisEphemeralStore(await connectRedis({ ...rest, randomness }));
}
