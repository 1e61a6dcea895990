import { describe, expect, it } from 'vitest';
import { dueMoment } from '../../../src/cli/change-words.ts';
import { momentTextIn } from '../../../src/cli/moment-text.ts';

const summer = Date.UTC(2096, 6, 31, 22, 0, 5);
const winter = Date.UTC(2096, 0, 1, 5, 7, 9);

describe('moments for people', () => {
  it.each([
    ['Europe/Amsterdam', summer, '2096-08-01T00:00:05+02:00'],
    ['Europe/Amsterdam', winter, '2096-01-01T06:07:09+01:00'],
    ['UTC', summer, '2096-07-31T22:00:05+00:00'],
    ['America/Curacao', winter, '2096-01-01T01:07:09-04:00'],
    ['Asia/Kolkata', winter, '2096-01-01T10:37:09+05:30'],
  ])('in %s are of that zone, with its offset', (zone, millis, text) => {
    expect(momentTextIn(zone)(millis)).toBe(text);
  });

  it('are what --at reads', () => {
    const zone = 'Europe/Amsterdam';
    for (const millis of [summer, winter]) expect(dueMoment(momentTextIn(zone)(millis), zone)).toBe(millis);
  });
});
