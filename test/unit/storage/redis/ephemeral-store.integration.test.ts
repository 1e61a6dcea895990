import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectRedisEphemeralStore } from '../../../../src/storage/redis/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../../src/storage/sealed-ephemeral-store.ts';
import type { EphemeralStore } from '../../../../src/storage/stores/ephemeral-store.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { startRedis, type TestRedis } from '../../../../testkit/services/redis.ts';
import { expectFailure } from '../../../../testkit/values/refusals.ts';
import { createTestSealer } from '../../../../testkit/values/test-sealer.ts';
import {
  describeEphemeralStore,
  passForReal,
  type OpenedStore,
} from '../../../contracts/ephemeral-conformance.ts';

const timeoutMs = 2000;

function opened(store: EphemeralStore): OpenedStore {
  return { store, pass: (seconds) => passForReal(store, seconds) };
}

function connect(url: string): Promise<EphemeralStore> {
  return connectRedisEphemeralStore({ url, timeoutMs, logger: createRecordingLogger() });
}

describeEphemeralStore('redis', async () => opened(await connect(inject('redisUrl'))), 'together');
describeEphemeralStore(
  'sealed over redis',
  async () => opened(createSealedEphemeralStore(await connect(inject('redisUrl')), createTestSealer())),
  'together',
);

describe('over TLS with a password', () => {
  let redis: TestRedis | undefined;
  const server = (): TestRedis => {
    if (redis === undefined) throw new Error('no Redis');
    return redis;
  };
  function connectOverTls(url: string, certificateAuthority = server().certificateAuthority) {
    const logger = createRecordingLogger();
    const authority = certificateAuthority === undefined ? {} : { certificateAuthority };
    return connectRedisEphemeralStore({ url, timeoutMs, logger, ...authority });
  }
  beforeAll(async () => {
    redis = await startRedis({ tls: true, password: 'geheim / met & tekens' });
  });
  afterAll(() => redis?.stop());

  it('refuses a wrong password, a server whose certificate it does not know, and plain text', async () => {
    const wrongPassword = new URL(server().url);
    wrongPassword.password = 'fout';
    // each of them is only refused when the time limit is over
    await Promise.all([
      expectFailure(connectOverTls(wrongPassword.href), 'storage.unavailable'),
      expectFailure(connect(server().url), 'storage.unavailable'),
      expectFailure(connect(server().url.replace('rediss:', 'redis:')), 'storage.unavailable'),
    ]);
  });
  it('shows neither password nor address in the failure', async () => {
    const failure = await expectFailure(connect(server().url), 'storage.unavailable');
    expect(failure.message).not.toContain('geheim');
  });

  describeEphemeralStore(
    'redis over TLS',
    async () => opened(await connectOverTls(server().url)),
    'together',
  );
  describeEphemeralStore(
    'sealed over redis over TLS',
    async () => opened(createSealedEphemeralStore(await connectOverTls(server().url), createTestSealer())),
    'together',
  );
});
