import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedisEphemeralStore } from '../../../src/storage/redis/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../src/storage/sealed-ephemeral-store.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { startRedis, type TestRedis } from '../../../testkit/services/redis.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('what rests in Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('shows no key and no value in a dump', async () => {
    const inner = await connectRedisEphemeralStore({
      url: redis.url,
      timeoutMs: 2000,
      logger: createRecordingLogger(),
    });
    const store = createSealedEphemeralStore(inner, createTestSealer());
    await store.put('session:kanarie-sleutel', bytes('kanarie-waarde'), 60);
    await store.putIfAbsent('replay:kanarie-sleutel', bytes('kanarie-waarde'), 60);
    await store.put('grant:kanarie-sleutel', bytes('before'), 60);
    await store.exchange('grant:kanarie-sleutel', bytes('kanarie-waarde'));
    await store.increment('rate:kanarie-sleutel', 60);
    const dump = await redis.dump();
    await store.close();
    expect(dump.includes('sluis:')).toBe(true);
    for (const text of ['kanarie', 'session', 'replay', 'grant', 'rate']) {
      expect(dump.includes(text), text).toBe(false);
    }
  });
});
