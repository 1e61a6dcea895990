import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLinks, valuesSeenByBoth, valuesUnderAnyName, type LoginRecord } from './canary-linkability.ts';

function records(side: string, of: (person: number, login: number) => Record<string, string>): LoginRecord[] {
  return Array.from({ length: 30 }, (_, login) => {
    const person = login % 10;
    const features = new Map(
      Object.entries({ sub: `${side}-${person}`, iss: 'broker', ...of(person, login) }),
    );
    return { person: `person-${person}`, features };
  });
}
const nothing = () => ({});

describe('a planted link', () => {
  it('is found in one field', () => {
    const same = (person: number) => ({ sid: `session-${person}` });
    const [left, right] = [records('x', same), records('y', same)];
    expect(findLinks(left, right)[0]).toMatchObject({ fields: ['sid'], right: 1 });
    expect(valuesSeenByBoth(left, right)).toEqual(['sid']);
  });

  it('is found when it narrows down, without naming anybody', () => {
    const half = (person: number) => ({ size: String(person % 2) });
    expect(findLinks(records('x', half), records('y', half)).map(({ fields }) => fields)).toContainEqual([
      'size',
    ]);
  });

  it('is found in two fields that say little each', () => {
    const two = (person: number) => ({ tens: String(person % 5), ones: String(person % 2) });
    const best = findLinks(records('x', two), records('y', two)).find(({ right }) => right === 1);
    expect(best?.fields).toEqual(['ones', 'tens']);
  });

  it('is found under another name', () => {
    const left = records('x', (person) => ({ at_hash: `v${person}` }));
    const right = records('y', (person) => ({ jti: `v${person}` }));
    expect(valuesUnderAnyName(left, right)).toContain('at_hash = jti');
  });
});

describe('what links nobody', () => {
  it('is not reported: constants, and values of each side alone', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 30, maxLength: 30 }), (noise) => {
        const left = records('x', (_person, login) => ({ token: `left ${noise[login] ?? ''}` }));
        const right = records('y', nothing).map(({ person, features }) => ({
          person,
          features: new Map([...features, ['token', `right ${person}`]]),
        }));
        expect(findLinks(left, right)).toEqual([]);
        expect(valuesSeenByBoth(left, right)).toEqual([]);
        expect(valuesUnderAnyName(left, right)).toEqual([]);
      }),
    );
  });
});
