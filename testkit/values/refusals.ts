import { expect } from 'vitest';
import type { ErrorCode } from '../../src/domain/error-codes.ts';
import { SluisError } from '../../src/domain/errors.ts';

/** Expects that a call fails with this code of ours. */
export async function expectFailure(work: Promise<unknown>, code: ErrorCode): Promise<SluisError> {
  const outcome: unknown = await work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(SluisError);
  if (!(outcome instanceof SluisError)) throw new TypeError('not one of our errors');
  expect(outcome.code).toBe(code);
  return outcome;
}
