import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedisEphemeralStore } from '../../../src/storage/redis/ephemeral-store.ts';
import type { EphemeralStore } from '../../../src/storage/stores/ephemeral-store.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { startRedis, type TestRedis } from '../../../testkit/services/redis.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';
import { isGiven, numbers, openNodes, person, signIn } from './national-number-case.ts';
import { known } from './school-identity-case.ts';

/* What nodes know together, on a Redis of its own: it is emptied on the way. */

let redis: TestRedis;
let store: EphemeralStore;
beforeAll(async () => {
  redis = await startRedis();
  store = await connectRedisEphemeralStore({
    url: redis.url,
    timeoutMs: 2_000,
    logger: createRecordingLogger(),
  });
});
afterAll(async () => {
  await store.close();
  await redis.stop();
});

const passing = numbers(200, true);

describe('nodes that share a Redis', () => {
  it('lose nobody of a class that signs in at the same moment, and report once', async () => {
    const { nodes, reports } = openNodes(store, createTestSealer(), 4);
    const arrivals = passing
      .slice(0, 40)
      .map((number, index) => isGiven(known(nodes[index % 4]), person(index, number)));
    await Promise.all(arrivals);
    expect(await signIn(nodes, passing.slice(100, 108), 100)).toEqual(Array<boolean>(8).fill(false));
    expect(reports.filter(({ withheld }) => withheld).length).toBe(1);
  });

  it('remember for a Redis that was emptied', async () => {
    const sealer = createTestSealer();
    const { nodes, clock } = openNodes(store, sealer, 2);
    await signIn(nodes, passing.slice(0, 30));
    await redis.kill();
    await redis.restart();
    await expect
      .poll(
        () =>
          store.ping().then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    clock.advance(60_000);
    expect(await signIn(nodes, ['4711', '4712'], 500)).toEqual([false, false]);
    const newcomer = openNodes(store, sealer);
    expect(await signIn(newcomer.nodes, ['4713'], 600)).toEqual([false]);
  });

  it('keep no number, no person and no name of an attribute where it can be read', async () => {
    await signIn(openNodes(store, createTestSealer()).nodes, passing.slice(0, 30));
    const dump = (await redis.dump()).toString('latin1');
    for (const secret of [...passing.slice(0, 30), 'person-1', 'regenboog', 'pupil_number']) {
      expect(dump).not.toContain(secret);
    }
  });
});
