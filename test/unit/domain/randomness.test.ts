import { describe, expect, it } from 'vitest';
import { systemRandomness, timeOrderedUuid } from '../../../src/domain/randomness.ts';

describe('a time-ordered UUID', () => {
  it('is version 7 of RFC 9562, variant 10', () => {
    const uuid = timeOrderedUuid(0x017f22e279b0, systemRandomness);
    expect(uuid).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts by time', () => {
    const times = [1, 1_000, 1_795_000_000_000, 1_795_000_000_001, 281_474_976_710_655];
    const uuids = times.map((millis) => timeOrderedUuid(millis, systemRandomness));
    expect(uuids.toSorted()).toEqual(uuids);
  });

  it('is another one each time, within one millisecond too', () => {
    const uuids = Array.from({ length: 1_000 }, () => timeOrderedUuid(1, systemRandomness));
    expect(new Set(uuids).size).toBe(1_000);
  });
});
