import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, dayAt } from '../../../src/domain/clock.ts';
import { schoolYearOf } from '../../../src/domain/school-year.ts';
import { required } from '../../../testkit/values/ids.ts';

const yearOf = (day: string) => schoolYearOf(required(calendarDay(day)));

describe('a school year', () => {
  it.each([
    ['2026-07-31', '2025-2026'],
    ['2026-08-01', '2026-2027'],
    ['2026-12-31', '2026-2027'],
    ['2027-01-01', '2026-2027'],
    ['2027-07-31', '2026-2027'],
    ['2027-08-01', '2027-2028'],
    ['2099-08-01', '2099-2100'],
  ])('of %s is %s', (day, year) => {
    expect(yearOf(day)).toBe(year);
  });

  it('begins at midnight in the zone of the federation', () => {
    const before = Date.parse('2026-07-31T21:59:59Z');
    const zone = 'Europe/Amsterdam';
    expect(schoolYearOf(dayAt(before, zone))).toBe('2025-2026');
    expect(schoolYearOf(dayAt(before + 1000, zone))).toBe('2026-2027');
    expect(schoolYearOf(dayAt(before + 1000, 'UTC'))).toBe('2025-2026');
  });

  it('has all days from 1 August to 31 July, and none besides', () => {
    const day = fc
      .date({
        min: new Date('2000-01-01'),
        max: new Date('2099-12-31'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, (text) => {
        const [first = '', second = ''] = yearOf(text).split('-');
        expect(`${first}-08-01` <= text && text <= `${second}-07-31`).toBe(true);
        expect(Number(second) - Number(first)).toBe(1);
      }),
    );
  });
});
