import { describe, expect, it } from 'vitest';
import type { Randomness } from '../../../src/domain/randomness.ts';
import { pauseAfter } from '../../../src/outbox/back-off.ts';

const always = (byte: number): Randomness => ({
  bytes: (length) => Buffer.alloc(length, byte),
  uuid: () => '',
});
const [least, most] = [always(0), always(255)];

describe('the pause after a failure', () => {
  it('doubles, and is never longer than an hour', () => {
    const wholes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 10_000].map(
      (attempts) => pauseAfter(attempts, most) / 1000,
    );
    expect(wholes).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]);
  });

  it('is a half of that at the least, and something between', () => {
    expect([1, 2, 40].map((attempts) => pauseAfter(attempts, least) / 1000)).toEqual([15, 30, 1800]);
    expect(pauseAfter(1, always(128)) / 1000).toBeCloseTo(22.5, 0);
  });
});
