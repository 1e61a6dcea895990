import type { Logger } from '../../domain/logger.ts';
import { systemRandomness, type Randomness } from '../../domain/randomness.ts';
import type { EphemeralStore } from '../stores.ts';
import { checkTimeToLive } from '../time-to-live.ts';
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
    renew: async (key, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      return (await call((redis) => redis.expire(named(key), ttlSeconds))) === 1;
    },
    take: async (key) => (await call((redis) => redis.getDel(named(key)))) ?? undefined,
    delete: async (...keys) => {
      if (keys.length > 0) await call((redis) => redis.del(keys.map(named)));
    },
    addMember: async (key, member, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      // GT does nothing to a key without an expiry, so NX gives a new set its first one.
      await call((redis) =>
        redis
          .multi()
          .sAdd(named(key), member)
          .expire(named(key), ttlSeconds, 'NX')
          .expire(named(key), ttlSeconds, 'GT')
          .exec(),
      );
    },
    members: async (key) =>
      (await call((redis) => redis.sMembers(named(key)))).map((member) => member.toString('utf8')),
    increment: async (key, ttlSeconds) => {
      checkTimeToLive(ttlSeconds);
      // A count and its expiry come into being together: no count can live for ever.
      const [, count] = await call((redis) =>
        redis
          .multi()
          .set(named(key), '0', { expiration: { type: 'EX', value: ttlSeconds }, condition: 'NX' })
          .incr(named(key))
          .execTyped(),
      );
      return count;
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
