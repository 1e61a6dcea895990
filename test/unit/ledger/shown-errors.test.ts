import { describe, expect, it } from 'vitest';
import { errorId } from '../../../src/domain/ids.ts';
import type { ShownError } from '../../../src/domain/ledger.ts';
import { createShownErrors, mostAlikePerMinute, mostShownErrors } from '../../../src/ledger/shown-errors.ts';
import { eventually } from '../../../testkit/machine/eventually.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const minute = Date.UTC(2026, 0, 5, 8, 30);
const id = required(errorId('ABCDEFGH23'));
const shown = (code: string, at = minute): ShownError => ({ id, at, code });

function kept(keepErrors?: (errors: readonly ShownError[], most: number) => Promise<void>) {
  const batches: (readonly ShownError[])[] = [];
  const logger = createRecordingLogger();
  const errors = createShownErrors({
    store: {
      keepErrors:
        keepErrors ??
        (async (batch, most) => {
          expect(most).toBe(mostShownErrors);
          batches.push(batch);
        }),
      forgetErrors: async () => undefined,
    },
    clock: { now: () => minute },
    logger,
  });
  return { errors, batches, logger };
}

describe('error ids on pages', () => {
  it('are kept, those that come while one is written together', async () => {
    const { errors, batches } = kept();
    for (const code of ['saml.a', 'saml.b', 'saml.c']) errors.add(shown(code));
    await errors.close();
    expect(batches.map((batch) => batch.map(({ code }) => code))).toEqual([['saml.a'], ['saml.b', 'saml.c']]);
  });

  it('of one kind are kept so many times a minute, and others are kept beside them', async () => {
    const { errors, batches } = kept();
    for (let count = 0; count < 5 * mostAlikePerMinute; count += 1) errors.add(shown('login.replayed'));
    errors.add(shown('saml.audience'));
    errors.add(shown('login.replayed', minute + 60_000));
    await errors.close();
    const codes = batches.flat().map(({ code }) => code);
    expect(codes.filter((code) => code === 'login.replayed')).toHaveLength(mostAlikePerMinute + 1);
    expect(codes).toContain('saml.audience');
  });

  it('do not pile up while the database is away, and nobody waits for them', async () => {
    const stuck = Promise.withResolvers<undefined>();
    const sizes: number[] = [];
    const { errors, logger } = kept(async (batch) => {
      sizes.push(batch.length);
      await stuck.promise;
      throw new Error('away');
    });
    for (let count = 0; count < 5_000; count += 1) errors.add(shown(`saml.${String(count)}`));
    stuck.resolve(undefined);
    await eventually(() => {
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_001);
      expect(logger.events.map(({ event }) => event)).toEqual([
        'error_id.not_written',
        'error_id.not_written',
      ]);
    });
    await errors.close();
  });
});
