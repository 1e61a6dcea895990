import { describe, expect, it } from 'vitest';
import { affiliations, type Affiliation } from '../../../../src/domain/person.ts';
import { faultsOfWriting } from './rule-case.ts';

type Line = string | { readonly affiliations?: readonly Affiliation[]; readonly name?: string };

/** What is wrong with a policy of these lines, all of given_name unless they say otherwise. */
function faultsOf(...lines: readonly Line[]) {
  const claims = lines.map((line) => (typeof line === 'string' ? line : { name: 'given_name', ...line }));
  const base = { school: 'de-regenboog', service: 'leesboom-reader', enabled: true, claims };
  return faultsOfWriting({ policies: [base] })
    .filter(({ problem }) => problem.includes('twice'))
    .map(({ path, problem, remedy }) => [path.join('.'), problem, remedy]);
}

describe('two lines of one claim', () => {
  it('are refused when neither says for whom it is', () => {
    expect(faultsOf('given_name', 'given_name')).toEqual([
      ['claims.1', 'claim given_name is switched on twice', 'keep one of the two'],
    ]);
  });

  it('are refused when they share an affiliation, at each that they share', () => {
    expect(faultsOf({ affiliations: ['pupil', 'teacher'] }, { affiliations: ['staff', 'teacher'] })).toEqual([
      [
        'claims.1.affiliations.1',
        'claim given_name is switched on twice for teacher',
        'leave teacher out of one of the two lines',
      ],
    ]);
  });

  it('are refused when one of them is for all, whichever of the two', () => {
    const remedy = 'say for whom that earlier line is, or keep one of them';
    const forAll = 'a line without affiliations is for all';
    expect(faultsOf('given_name', { affiliations: ['teacher', 'pupil'] })).toEqual([
      ['claims.1.affiliations.0', `claim given_name is switched on twice for teacher: ${forAll}`, remedy],
      ['claims.1.affiliations.1', `claim given_name is switched on twice for pupil: ${forAll}`, remedy],
    ]);
    expect(faultsOf({ affiliations: ['teacher'] }, { affiliations: ['pupil'] }, 'given_name')).toEqual([
      [
        'claims.2',
        `claim given_name is switched on twice for teacher, pupil: ${forAll}`,
        'say for whom this line is, or keep one of them',
      ],
    ]);
  });

  it('are found however many there are, and all of them together', () => {
    const found = faultsOf(
      { affiliations: ['pupil'] },
      { affiliations: ['teacher'] },
      { affiliations: ['teacher', 'pupil'] },
      { affiliations: ['teacher'] },
      'group',
      { name: 'group', affiliations: ['pupil'] },
    );
    expect(found.map(([path]) => path)).toEqual([
      'claims.2.affiliations.0',
      'claims.2.affiliations.1',
      'claims.3.affiliations.0',
      'claims.5.affiliations.0',
    ]);
  });

  it('are in order when no two are for the same affiliation', () => {
    expect(faultsOf(...affiliations.map((each) => ({ affiliations: [each] })))).toEqual([]);
    expect(faultsOf({ affiliations: ['pupil', 'staff'] }, { affiliations: ['teacher'] }, 'group')).toEqual(
      [],
    );
  });
});
