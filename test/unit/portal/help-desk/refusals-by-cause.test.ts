import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalReasons } from '../../../../src/domain/release.ts';
import { refusedByCause, refusedByHour } from '../../../../src/portal/help-desk/refusals-by-cause.ts';

const count = (code: string, times: number, hour = 1) => ({ code, times, hour });

describe('how often sign-ins did not succeed', () => {
  it('is not told of fewer than five, and is told in steps of five', () => {
    expect(refusedByCause([count('saml.expired', 4)])).toEqual([]);
    expect(refusedByCause([count('saml.expired', 9)])).toEqual([{ cause: 'school_answer', atLeast: 5 }]);
  });

  it('adds up codes of one cause, and hours of a week', () => {
    const counts = [count('saml.expired', 3, 2), count('saml.audience', 3, 1)];
    expect(refusedByCause(counts)).toEqual([{ cause: 'school_answer', atLeast: 5 }]);
    expect(refusedByHour(counts)).toEqual([]);
  });

  it('tells the newest hour first, and in it the most', () => {
    const counts = [
      count('login.cancelled', 5, 1),
      count('login.cancelled', 5, 2),
      count('no_agreement', 10, 2),
    ];
    expect(refusedByHour(counts)).toEqual([
      { hour: 2, cause: 'agreement', atLeast: 10 },
      { hour: 2, cause: 'cancelled', atLeast: 5 },
      { hour: 1, cause: 'cancelled', atLeast: 5 },
    ]);
  });

  it('tells of no hour what is about single people, and of no week that somebody objected', () => {
    const counts = [count('objection', 20), count('group_not_in_access', 1)];
    expect(refusedByHour(counts)).toEqual([]);
    expect(refusedByCause(counts)).toEqual([{ cause: 'not_let_in', atLeast: 20 }]);
  });

  it('says the same whichever gate that is about people was closed', () => {
    const some = fc.array(
      fc.record({
        code: fc.constantFrom(...refusalReasons),
        times: fc.integer({ min: 1, max: 30 }),
        hour: fc.integer({ min: 1, max: 3 }),
      }),
    );
    fc.assert(
      fc.property(some, (counts) => {
        const without = counts.map((each) =>
          each.code === 'objection' ? { ...each, code: 'group_not_in_access' } : each,
        );
        expect(refusedByCause(counts)).toEqual(refusedByCause(without));
        expect(refusedByHour(counts)).toEqual(refusedByHour(without));
        const told = [...refusedByCause(counts), ...refusedByHour(counts)];
        expect(told.filter(({ atLeast }) => atLeast < 5 || atLeast % 5 !== 0)).toEqual([]);
      }),
    );
  });
});
