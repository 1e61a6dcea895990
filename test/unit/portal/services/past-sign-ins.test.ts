import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../../../src/domain/clock.ts';
import { SluisError } from '../../../../src/domain/errors.ts';
import { countedOf } from '../../../../src/portal/services/past-month.ts';
import { everyDay } from '../../../../src/portal/services/past-sign-ins.ts';
import { renderPastSignIns } from '../../../../src/portal/services/past-sign-ins-part.ts';
import { seen } from '../../../../testkit/pages/invented-service.ts';
import { required } from '../../../../testkit/values/ids.ts';

const day = (number: number) => required(calendarDay(`2026-09-0${String(number)}`));
const period = { from: day(1), before: day(7) };
const counted = (...days: readonly (readonly [day: number, entries: number, people: number])[]) =>
  everyDay(
    period,
    days.map(([number, entries, people]) => ({ day: day(number), affiliation: 'pupil', entries, people })),
  );
const shown = (days: ReturnType<typeof counted>) =>
  String(renderPastSignIns('nl', 'Leesboom Lezen', { outcome: 'counted', told: days }));
const sensitive = { ...seen, service: { ...seen.service, sensitive: ['health'] as const } };

describe('sign-ins of each day', () => {
  it('are in fives, and none where fewer than five people came or nobody did', () => {
    const all = counted([1, 93, 20], [4, 7, 5]);
    expect(all.map(({ signIns }) => signIns)).toEqual([95, undefined, undefined, 5, undefined, undefined]);
    expect(counted([1, 40, 4])[0]).toEqual({ day: day(1), signIns: undefined });
  });

  it('leave one day more out where a day had too few, so that a total does not tell theirs', () => {
    const days = counted([1, 93, 20], [2, 40, 4], [4, 7, 5], [5, 12, 9]);
    expect(days.map(({ signIns }) => signIns)).toEqual([95, undefined, undefined, undefined, 10, undefined]);
  });

  it('have nobody of an affiliation of which too few came on that day', () => {
    const ofTeachers = (entries: number, people: number) =>
      everyDay(period, [
        { day: day(1), affiliation: 'pupil', entries: 93, people: 20 },
        { day: day(1), affiliation: 'teacher', entries, people },
      ])[0]?.signIns;
    expect([ofTeachers(40, 4), ofTeachers(40, 5)]).toEqual([95, 135]);
  });

  it('are drawn with gaps, dots for days alone, and no style of their own', () => {
    const markup = shown(counted([1, 50, 9], [2, 100, 9], [3, 9, 4], [4, 20, 9], [5, 3, 3], [6, 10, 5]));
    const drawn = /class="drawn" d="([^"]*)"/.exec(markup)?.[1] ?? '';
    expect(drawn.match(/M/g)).toHaveLength(2);
    expect(markup.match(/<circle/g)).toHaveLength(2);
    expect(markup).not.toMatch(/style=|NaN|undefined/);
    expect(markup).toMatch(/>\s*100\s*<\/text>/);
  });

  it('have a name for who does not see them, and a table with a row for each day', () => {
    const markup = shown(counted([1, 50, 9], [3, 100, 9]));
    expect(markup).toContain(
      'aria-label="Hoe vaak er per dag werd ingelogd bij Leesboom Lezen. Het vaakst op do 3 sep: ongeveer 100 keer."',
    );
    expect(markup.match(/<th scope="row">/g)).toHaveLength(6);
    expect(markup.match(/staat er niet in/g)).toHaveLength(4);
  });

  it('are not drawn where no day had enough people', () => {
    expect(shown(counted([1, 50, 4]))).not.toContain('<svg');
    expect(shown(counted([1, 50, 4]))).toContain('te weinig mensen in om te tellen');
  });
});

describe('what the ledger says of a month', () => {
  const ask = (people: number, of = seen) =>
    countedOf(
      of,
      () => Promise.resolve({ people }),
      () => 'told',
    );

  it('is said of five people, and of a sensitive service of twenty', async () => {
    expect(await ask(4)).toEqual({ outcome: 'too_few' });
    expect(await ask(5)).toEqual({ outcome: 'counted', told: 'told' });
    expect(await ask(19, sensitive)).toEqual({ outcome: 'too_few' });
    expect(await ask(20, sensitive)).toEqual({ outcome: 'counted', told: 'told' });
  });

  it('is left out while the database does not answer, and every other failure is one', async () => {
    const failing = (code: 'storage.unavailable' | 'internal') =>
      countedOf(
        seen,
        () => Promise.reject(new SluisError(code, 'no answer')),
        () => 'told',
      );
    expect(await failing('storage.unavailable')).toEqual({ outcome: 'away' });
    await expect(failing('internal')).rejects.toThrow(SluisError);
  });
});
