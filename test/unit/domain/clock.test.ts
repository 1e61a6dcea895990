import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, dayAt, daysLater, type CalendarDay } from '../../../src/domain/clock.ts';

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

describe('days later', () => {
  function day(text: string): CalendarDay {
    const read = calendarDay(text);
    if (read === undefined) throw new Error(`${text} is no day`);
    return read;
  }

  it.each([
    ['2027-12-31', 1, '2028-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-10-24', 2, '2026-10-26'],
    ['2027-03-03', -14, '2027-02-17'],
    ['2027-03-03', 0, '2027-03-03'],
  ])('of %s, %i of them, are %s', (from, days, then) => {
    expect(daysLater(day(from), days)).toBe(then);
  });

  it.each([
    ['9999-12-31', 1],
    ['0000-01-01', -1],
  ])('of %s, %i of them, cannot be written', (from, days) => {
    expect(daysLater(day(from), days)).toBeUndefined();
  });
});
