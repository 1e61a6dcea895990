import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { newErrorId } from '../../../src/http/error-id.ts';

describe('an error id', () => {
  it('is ten signs that are not mistaken for one another', () => {
    for (let round = 0; round < 200; round += 1) {
      expect(newErrorId(systemRandomness)).toMatch(/^[A-HJ-NP-Z2-9]{10}$/);
    }
  });

  it('is another one each time', () => {
    const ids = Array.from({ length: 1000 }, () => newErrorId(systemRandomness));
    expect(new Set(ids).size).toBe(1000);
  });

  it('is never made of too little randomness', () => {
    const poor = { ...systemRandomness, bytes: () => Buffer.alloc(3) };
    expect(() => newErrorId(poor)).toThrow(TypeError);
  });
});
