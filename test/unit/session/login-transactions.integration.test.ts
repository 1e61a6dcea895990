import { inject } from 'vitest';
import { connectRedisEphemeralStore } from '../../../src/storage/redis/ephemeral-store.ts';
import { createSealedEphemeralStore } from '../../../src/storage/sealed-ephemeral-store.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';
import { describeRepeatedAnswers } from './repeated-answers-case.ts';

describeRepeatedAnswers('Redis', async () =>
  createSealedEphemeralStore(
    await connectRedisEphemeralStore({
      url: inject('redisUrl'),
      timeoutMs: 5_000,
      logger: createRecordingLogger(),
    }),
    createTestSealer(),
  ),
);
