import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, daysLater, type CalendarDay } from '../../../src/domain/clock.ts';
import { schoolDaysAgo } from '../../../src/domain/school-days.ts';
import { required } from '../../../testkit/values/ids.ts';

const day = (text: string) => required(calendarDay(text));
/** By what is promised: a day counts if it being over moves the answer on. */
const counts = (one: CalendarDay) =>
  schoolDaysAgo(1, required(daysLater(one, 1))) === required(daysLater(one, -1));

const anyDay = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => required(daysLater(day('2020-01-01'), days)));
const anyCount = fc.integer({ min: 1, max: 90 });

describe('a school day', () => {
  it.each([
    ['a Saturday', '2026-11-28'],
    ['a Sunday', '2026-11-29'],
    ['in the holidays of Christmas', '2026-12-21'],
    ['New Year’s Day', '2027-01-01'],
    ['in the last week of Christmas holidays of some year', '2025-01-03'],
    ['in the spring holidays of the north', '2026-02-25'],
    ['in the spring holidays of the south', '2026-02-18'],
    ['King’s Day', '2026-04-27'],
    ['in the May holidays', '2026-05-01'],
    ['in July', '2026-07-01'],
    ['in August', '2026-08-31'],
    ['in the autumn holidays of the north', '2026-10-14'],
    ['in the autumn holidays of the south', '2026-10-21'],
  ])('is none that is %s: %s', (_what, text) => {
    expect(counts(day(text))).toBe(false);
  });

  it.each(['2026-11-27', '2026-12-18', '2027-01-11', '2026-03-09', '2026-06-30', '2026-09-08'])(
    'is a day of the week outside of those: %s',
    (text) => {
      expect(counts(day(text))).toBe(true);
    },
  );
});

describe('so many school days ago', () => {
  it('counts neither the day since when nor today', () => {
    // Monday to Friday lie between the Sunday and the Saturday
    expect(schoolDaysAgo(5, day('2026-11-28'))).toBe('2026-11-22');
    expect(schoolDaysAgo(5, day('2026-11-27'))).toBe('2026-11-19');
    expect(schoolDaysAgo(1, day('2026-11-24'))).toBe('2026-11-22');
  });

  it('is months ago for sixty: who was last there as the year began is away until January', () => {
    expect(schoolDaysAgo(60, day('2027-01-16'))).toBe('2026-09-07');
  });

  it('is never later for more days, and never earlier on a later day', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (today, count) => {
        const ago = schoolDaysAgo(count, today);
        expect(schoolDaysAgo(count + 1, today) < ago).toBe(true);
        expect(schoolDaysAgo(count, required(daysLater(today, 1))) >= ago).toBe(true);
      }),
    );
  });

  it('has exactly so many between', () => {
    fc.assert(
      fc.property(anyDay, anyCount, (today, count) => {
        let found = 0;
        for (
          let one = required(daysLater(schoolDaysAgo(count, today), 1));
          one < today;
          one = required(daysLater(one, 1))
        ) {
          if (counts(one)) found += 1;
        }
        expect(found).toBe(count);
      }),
      { numRuns: 50 },
    );
  });
});
