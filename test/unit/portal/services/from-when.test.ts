import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../../../src/domain/clock.ts';
import { chosenDay, filledFromWhen } from '../../../../src/portal/services/later/from-when.ts';
import { required } from '../../../../testkit/values/ids.ts';

const portal = { today: () => required(calendarDay('2026-11-28')) };
const chosen = (fields: Readonly<Record<string, unknown>>) => chosenDay(portal, filledFromWhen(fields));

describe('from when a change counts', () => {
  it.each([
    {},
    { from: 'now' },
    { from: 'x', day: '2026-12-01' },
    { from: ['day', 'day'], day: '2026-12-01' },
  ])('is now unless a day is asked for: %j', (fields) => {
    expect(chosen(fields)).toBe('now');
  });

  it.each(['2026-11-29', '2027-11-29'])('is a day after today, at most a year ahead: %s', (day) => {
    expect(chosen({ from: 'day', day })).toBe(day);
  });

  it.each([
    '',
    '2026-11-28',
    '2026-11-27',
    '2027-11-30',
    '2027-02-29',
    '2026-12-1',
    '20261201',
    '9999-12-31',
    ' 2026-12-01',
    `2026-12-01${'0'.repeat(100)}`,
  ])('is no other day: %j', (day) => {
    expect(chosen({ from: 'day', day })).toBeUndefined();
  });
});
