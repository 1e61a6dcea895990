import { describe, expect, it } from 'vitest';
import { problemsOfWriting, records, registerWith } from './rule-case.ts';

const agreement = (id: string, changes: object = {}) => ({
  id,
  board: 'waterland',
  supplier: 'leesboom',
  status: 'active',
  validFrom: '2027-01-01',
  validUntil: '2027-12-31',
  services: [{ service: 'leesboom-reader', affiliations: ['pupil'] }],
  ...changes,
});
const replacing = (id: string, changes: object = {}) =>
  agreement(id, { replaces: 'waterland-leesboom', ...changes });
const overlap = /agreements waterland-leesboom and twee cover leesboom-reader on some of the same days/;

describe('two agreements about one service on the same days', () => {
  it('are refused unless one replaces the other', () => {
    const problems = problemsOfWriting({ agreements: [agreement('twee')] });
    expect(problems).toEqual([expect.stringMatching(overlap)]);
    expect(problemsOfWriting({ agreements: [replacing('twee')] })).toEqual([]);
  });

  it.each(['draft', 'offered', 'suspended', 'ended'])('are no trouble while one is %s', (status) => {
    expect(problemsOfWriting({ agreements: [agreement('twee', { status })] })).toEqual([]);
  });

  it('are refused when a third one replaces the older from a later day only', () => {
    const base = registerWith(
      records({ agreements: [replacing('drie', { validFrom: '2027-06-01', validUntil: '2027-06-30' })] }),
    );
    const early = (validFrom: string) =>
      problemsOfWriting({ agreements: [agreement('twee', { validFrom, validUntil: '2027-07-31' })] }, base);
    expect(early('2027-05-31').join()).toMatch(overlap);
    expect(early('2027-07-01')).toEqual([]);
  });
});

describe('an agreement that replaces another one', () => {
  it.each([
    ['that is not there', { replaces: 'geen' }, /agreement geen does not exist/],
    [
      'of another supplier',
      { supplier: 'rekenrijk', services: [{ service: 'other', affiliations: ['pupil'] }] },
      /waterland-leesboom is not between waterland and rekenrijk/,
    ],
    ['that is itself', { replaces: 'twee' }, /twee replaces twee, which in turn replaces twee/],
  ])('%s', (_what, changes, problem) => {
    expect(problemsOfWriting({ agreements: [replacing('twee', changes)] }).join('\n')).toMatch(problem);
  });

  it('in a circle', () => {
    const agreements = [
      replacing('een', { replaces: 'drie', validFrom: '2028-01-01', validUntil: '2028-12-31' }),
      replacing('twee', { replaces: 'een', validFrom: '2029-01-01', validUntil: '2029-12-31' }),
      replacing('drie', { replaces: 'twee', validFrom: '2030-01-01', validUntil: '2030-12-31' }),
    ];
    expect(problemsOfWriting({ agreements })).toHaveLength(3);
    expect(problemsOfWriting({ agreements: agreements.slice(0, 2) })).toEqual([
      'replaces: agreement drie does not exist',
    ]);
  });

  it('shares that place with another one only on other days, or when that one has ended', () => {
    const base = registerWith(records({ agreements: [replacing('een', { status: 'suspended' })] }));
    const problem =
      'replaces: agreements een and twee both replace waterland-leesboom on some of the same days';
    expect(problemsOfWriting({ agreements: [replacing('twee')] }, base)).toEqual([problem]);
    const later = replacing('twee', { validFrom: '2028-01-01', validUntil: '2028-12-31' });
    expect(problemsOfWriting({ agreements: [later] }, base)).toEqual([]);
    const ended = registerWith(records({ agreements: [replacing('een', { status: 'ended' })] }));
    expect(problemsOfWriting({ agreements: [replacing('twee')] }, ended)).toEqual([]);
  });
});
