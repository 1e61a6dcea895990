import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectRedisEphemeralStore } from '../../../../src/storage/redis/ephemeral-store.ts';
import type { EphemeralStore } from '../../../../src/storage/stores/ephemeral-store.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { freePort } from '../../../../testkit/machine/free-port.ts';
import { createRecordingLogger, type RecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { startRedis, type TestRedis } from '../../../../testkit/services/redis.ts';
import { expectFailure } from '../../../../testkit/values/refusals.ts';
import { startTcpProxy, type TcpProxy } from '../../../../testkit/machine/tcp-proxy.ts';

const timeoutMs = 300;
/** The limit, and what a busy machine needs on top. */
const boundMs = 1500;

async function within(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work.catch(() => undefined);
  return performance.now() - start;
}

describe('when Redis is away at the start', () => {
  it('fails within the time limit and says so, whether it is refused or silent', async () => {
    const logger = createRecordingLogger();
    const refused = connectRedisEphemeralStore({
      url: `redis://127.0.0.1:${await freePort()}`,
      timeoutMs,
      logger,
    });
    expect(await within(refused)).toBeLessThan(boundMs);
    expect((await expectFailure(refused, 'storage.unavailable')).message).toContain('REDIS_URL');

    const proxy = await startTcpProxy(await freePort());
    await proxy.set('blackhole');
    const silent = connectRedisEphemeralStore({ url: `redis://127.0.0.1:${proxy.port}`, timeoutMs, logger });
    expect(await within(silent)).toBeLessThan(boundMs);
    await expectFailure(silent, 'storage.unavailable');
    await proxy.close();
  });
});

describe('when Redis goes away and comes back', () => {
  let redis: TestRedis;
  let proxy: TcpProxy;
  let store: EphemeralStore;
  let logger: RecordingLogger;
  beforeEach(async () => {
    redis = await startRedis();
    proxy = await startTcpProxy(redis.port);
    logger = createRecordingLogger();
    store = await connectRedisEphemeralStore({ url: `redis://127.0.0.1:${proxy.port}`, timeoutMs, logger });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await redis.stop();
  });

  async function expectAway(): Promise<void> {
    const calls = [
      store.ping(),
      store.get('key'),
      store.put('key', Uint8Array.of(1), 60),
      store.putIfAbsent('key', Uint8Array.of(1), 60),
      store.take('key'),
      store.delete('key'),
      store.exchange('key', Buffer.from('x')),
      store.getAndRenew('key', 60),
      store.increment('count', 60),
    ];
    const start = performance.now();
    await Promise.all(calls.map((call) => expectFailure(call, 'storage.unavailable')));
    expect(performance.now() - start).toBeLessThan(boundMs);
  }
  async function expectBack(): Promise<void> {
    await eventually(() => store.put('back', Uint8Array.of(7), 60));
    expect([...((await store.get('back')) ?? [])]).toEqual([7]);
  }

  it('ends every call in time while the server stands still, and goes on afterwards', async () => {
    redis.pause();
    await expectAway();
    await expectAway();
    redis.resume();
    await expectBack();
  });

  it('ends every call in time when a proxy swallows everything, also under constant writing', async () => {
    await proxy.set('blackhole');
    await expectAway();
    for (let round = 0; round < 5; round += 1) await expectAway();
    await proxy.set('forward');
    await expectBack();
  });

  it('leaves a connection that fell silent, although it keeps writing to it', async () => {
    await proxy.set('stall');
    await eventually(() => store.put('back', Uint8Array.of(7), 60), 4000);
    expect(logger.events.map(({ event }) => event)).toEqual(['redis.silent', 'redis.recovered']);
  });

  it('goes on after the connection was reset, refused, and the server killed and started again', async () => {
    await proxy.set('reset');
    await expectAway();
    await proxy.set('refuse');
    await expectAway();
    await proxy.set('forward');
    await expectBack();
    await redis.kill();
    await eventually(() => expectFailure(store.ping(), 'storage.unavailable'));
    await redis.restart();
    await expectBack();
  });

  it('logs the beginning and the end of an outage once', async () => {
    await proxy.set('refuse');
    await eventually(() => expect(logger.events).toHaveLength(1));
    for (let round = 0; round < 3; round += 1) await expectAway();
    await proxy.set('forward');
    await expectBack();
    expect(logger.events.map(({ event }) => event)).toEqual(['redis.lost', 'redis.recovered']);
  });

  it('stays connected while nobody asks for anything', async () => {
    const quietUntil = performance.now() + 4 * timeoutMs;
    await eventually(() => expect(performance.now()).toBeGreaterThan(quietUntil));
    await store.ping();
    expect(logger.events).toEqual([]);
  });

  it('closes in time while the server stands still', async () => {
    redis.pause();
    expect(await within(store.close())).toBeLessThan(boundMs);
    redis.resume();
  });
});
