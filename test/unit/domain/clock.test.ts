import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAt } from '../../../src/domain/clock.ts';

const zones = ['Europe/Amsterdam', 'America/Aruba', 'Asia/Kathmandu', 'UTC'];

describe('the day at a moment', () => {
  it('changes at midnight of the zone, not of UTC', () => {
    const lastMinute = Date.parse('2026-11-27T22:59:59.999Z');
    expect(dayAt(lastMinute, 'Europe/Amsterdam')).toBe('2026-11-27');
    expect(dayAt(lastMinute + 1, 'Europe/Amsterdam')).toBe('2026-11-28');
    expect(dayAt(lastMinute + 1, 'America/Aruba')).toBe('2026-11-27');
  });

  it('is what the calendar of the zone says, whatever was asked before', () => {
    const moments = fc.tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.constantFrom(...zones));
    fc.assert(
      fc.property(fc.array(moments, { maxLength: 20 }), (asked) => {
        for (const [millis, zone] of asked) {
          const expected = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
          expect(dayAt(millis, zone)).toBe(expected.format(new Date(millis)));
        }
      }),
    );
  });
});
