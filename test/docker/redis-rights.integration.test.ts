import { readFile } from 'node:fs/promises';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedisEphemeralStore } from '../../src/storage/redis/ephemeral-store.ts';
import { describeEphemeralStore, passForReal } from '../contracts/ephemeral-conformance.ts';
import { createRecordingLogger } from '../../testkit/machine/recording-logger.ts';
import { install, startComposeRedis, type ComposeRedis, type Installation } from './installation.ts';

let installation: Installation | undefined;
let redis: ComposeRedis | undefined;

beforeAll(async () => {
  installation = await install();
  redis = await startComposeRedis(installation);
});
afterAll(async () => {
  await redis?.stop();
  await installation?.remove();
});

/** The URL that the broker's container gets, on this machine. */
async function brokersUrl(): Promise<string> {
  if (installation === undefined || redis === undefined) throw new Error('nothing was installed');
  const path = await installation.redirect('redis-url', `127.0.0.1:${String(redis.port)}`);
  return (await readFile(path, 'utf8')).trim();
}

describeEphemeralStore(
  'redis with the rights of the compose file',
  async () => {
    const logger = createRecordingLogger();
    const store = await connectRedisEphemeralStore({ url: await brokersUrl(), timeoutMs: 2000, logger });
    return { store, pass: (seconds) => passForReal(store, seconds) };
  },
  'together',
);

/** What Redis answers to a command of somebody who signs in like this. */
async function answer(url: string, words: readonly [string, ...string[]]): Promise<unknown> {
  const client = createClient({ url, disableClientInfo: true, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.sendCommand(words);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  } finally {
    client.destroy();
  }
}

describe('redis of the compose file', () => {
  it.each([
    ['FLUSHALL'],
    ['KEYS', '*'],
    ['CONFIG', 'GET', '*'],
    ['ACL', 'LIST'],
    ['GET', 'of somebody else'],
    ['SCRIPT', 'FLUSH'],
    ['FUNCTION', 'LIST'],
  ] as const)('refuses the broker %s', async (...words) => {
    expect(await answer(await brokersUrl(), words)).toMatch(/^NOPERM/);
  });

  it.each([
    ["return redis.call('KEYS', '*')"],
    ["return redis.call('FLUSHALL')"],
    ["return redis.call('CONFIG', 'GET', '*')"],
    ["return redis.call('GET', 'of somebody else')"],
  ])('lets a script do no more than the broker may: %s', async (script) => {
    const url = await brokersUrl();
    expect(await answer(url, ['EVAL', 'return 1', '0'])).toBe(1);
    expect(await answer(url, ['EVAL', script, '0'])).toMatch(
      /can't (run this command|access)|not allowed|NOPERM/,
    );
    expect(await answer(url, ['EVAL', 'return 1', '1', 'of somebody else'])).toMatch(/^NOPERM/);
  });

  it('lets anybody ask whether it is there, and nothing else', async () => {
    const url = new URL(await brokersUrl());
    url.username = 'health';
    url.password = 'none';
    expect(await answer(url.href, ['PING'])).toBe('PONG');
    expect(await answer(url.href, ['GET', 'sluis:any'])).toMatch(/^NOPERM/);
    url.username = 'default';
    expect(await answer(url.href, ['PING'])).toMatch(/WRONGPASS/);
    await redis?.healthCheck();
  });
});
