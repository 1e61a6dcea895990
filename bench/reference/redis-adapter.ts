import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { createClient } from 'redis';
import { z } from 'zod';

const payloadShape = z.looseObject({});
const grantable = new Set(['AccessToken', 'AuthorizationCode']);
const consumable = new Set(['AuthorizationCode']);

/** Seconds; for a record to which the library gives no lifetime. */
const longestLife = 24 * 60 * 60;

/** As simple as the example in oidc-provider's repository: nothing sealed, nothing pipelined but what has to be. */
export async function connectRedisAdapter(url: string): Promise<AdapterFactory> {
  const redis = createClient({ url });
  redis.on('error', () => undefined);
  await redis.connect();
  return (model): Adapter => {
    const keyOf = (id: string): string => `bare:${model}:${id}`;
    const find = async (id: string): Promise<AdapterPayload | undefined> => {
      if (!consumable.has(model)) {
        const text = await redis.get(keyOf(id));
        return text === null ? undefined : payloadShape.parse(JSON.parse(text));
      }
      const { payload, consumed } = await redis.hGetAll(keyOf(id));
      if (payload === undefined) return undefined;
      return { ...payloadShape.parse(JSON.parse(payload)), ...(consumed === undefined ? {} : { consumed }) };
    };
    return {
      find,
      async upsert(id, payload, expiresIn = longestLife) {
        const key = keyOf(id);
        const text = JSON.stringify(payload);
        const commands = redis.multi();
        if (consumable.has(model)) commands.hSet(key, 'payload', text).expire(key, expiresIn);
        else commands.set(key, text, { expiration: { type: 'EX', value: expiresIn } });
        if (grantable.has(model) && payload.grantId !== undefined) {
          commands
            .rPush(`bare:grant:${payload.grantId}`, key)
            .expire(`bare:grant:${payload.grantId}`, expiresIn);
        }
        if (payload.uid !== undefined) {
          commands.set(`bare:uid:${payload.uid}`, id, { expiration: { type: 'EX', value: expiresIn } });
        }
        await commands.exec();
      },
      async findByUid(uid) {
        const id = await redis.get(`bare:uid:${uid}`);
        return id === null ? undefined : find(id);
      },
      findByUserCode: () => Promise.resolve(undefined),
      async consume(id) {
        await redis.hSet(keyOf(id), 'consumed', Math.floor(Date.now() / 1000));
      },
      async destroy(id) {
        await redis.del(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        const keys = await redis.lRange(`bare:grant:${grantId}`, 0, -1);
        await redis.del([...keys, `bare:grant:${grantId}`]);
      },
    };
  };
}
