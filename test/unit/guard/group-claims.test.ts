import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TransformKind } from '../../../src/domain/attributes.ts';
import { schoolId } from '../../../src/domain/ids.ts';
import { inspectGroups } from '../../../src/guard/group-claims.ts';
import { required } from '../../../testkit/values/ids.ts';
import { claim, newEntry } from '../../../testkit/values/new-entry.ts';
import { pairwiseIdsIn } from '../../../testkit/values/pairwise-ids.ts';

const sector = pairwiseIdsIn('leesboom');
const elsewhere = pairwiseIdsIn('rekenrijk');
const entry = newEntry({
  released: [
    { claim: claim('groups'), transforms: [] },
    { claim: claim('school_year'), transforms: [] },
  ],
});
const withoutYear = newEntry({ released: [{ claim: claim('groups'), transforms: [] }] });
const { school } = entry;
const schoolYear = '2026-2027';

const group = (name: string, more: object = {}) => ({
  id: sector.group({ school, schoolYear, name }),
  name,
  school_year: schoolYear,
  ...more,
});
const lawful = [group('5a', { year: '5' }), group('plusklas', { year: '5' })];

function inspect(groups: unknown, changes: { transforms?: readonly TransformKind[]; year?: unknown } = {}) {
  const payload = { sub: 'x', groups, school_year: 'year' in changes ? changes.year : '5' };
  return inspectGroups(groups, changes.transforms ?? [], { entry, pairwiseIds: sector, payload });
}

describe('groups that the guard stops', () => {
  it.each([
    ['no list', group('5a')],
    ['a name instead of a list', '5a'],
    ['names, as the claim group has them', ['5a', 'plusklas']],
    ['nothing', []],
    ['null', null],
    ['absent', undefined],
    ['a group that is null', [null]],
    ['a group that is a list', [[]]],
    ['a list in the list', [lawful]],
    ['a group without an id', [{ name: '5a', school_year: schoolYear }]],
    ['a group without a name', [{ id: group('5a').id, school_year: schoolYear }]],
    ['a group without a school year', [{ id: group('5a').id, name: '5a' }]],
    ['a name that is no text', [group('5a', { name: 5 })]],
    ['an empty name', [group('')]],
    ['a name that is too long', [group('x'.repeat(201))]],
    ['a name of two lines', [group('5\na')]],
    ['a name with half a character', [{ ...group('5a'), name: '5\ud800' }]],
    ['a year that is no text', [group('5a', { year: 5 })]],
    ['a year that is undefined', [group('5a', { year: undefined })]],
    ['a school year that is no text', [group('5a', { school_year: 2026 })]],
    ['a school year of two years', [group('5a', { school_year: '2026-2028' })]],
    ['a school year that goes back', [group('5a', { school_year: '2027-2026' })]],
    ['a school year with more behind it', [group('5a', { school_year: '2026-2027 x' })]],
    ['a member that nobody knows', [group('5a', { teacher: 'Juf Sanne' })]],
    ['a member in capitals', [group('5a', { Name: '5a' })]],
    ['a group twice', [group('5a'), group('5a')]],
    ['too many', Array.from({ length: 101 }, (_, index) => group(String(index)))],
  ])('of a shape that is none: %s', (_case, groups) => {
    expect(inspect(groups)).toBe('group_malformed');
  });

  it.each([
    ['of another sector', elsewhere.group({ school, schoolYear, name: '5a' })],
    ['of another name', sector.group({ school, schoolYear, name: '5b' })],
    ['of another school year', sector.group({ school, schoolYear: '2025-2026', name: '5a' })],
    ['of another school', sector.group({ school: required(schoolId('de-kade')), schoolYear, name: '5a' })],
    ['of the school alone', sector.school(school)],
    ['that is the name', '5a'],
    ['that is empty', ''],
  ])('by an id %s', (_case, id) => {
    expect(inspect([group('plusklas'), { ...group('5a'), id }])).toBe('not_of_sector');
  });

  it('when the sector of the service is not known', () => {
    expect(inspectGroups(lawful, [], { entry, pairwiseIds: undefined, payload: { school_year: '5' } })).toBe(
      'not_of_sector',
    );
  });

  it('with a year that was not written down, or is not the one that leaves as a claim', () => {
    const payload = { school_year: '5' };
    expect(inspectGroups(lawful, [], { entry: withoutYear, pairwiseIds: sector, payload })).toBe(
      'claim_not_in_entry',
    );
    for (const year of ['6', ['5'], 5, undefined, null]) {
      expect(inspect(lawful, { year })).toBe('claim_not_in_entry');
    }
  });

  it('reduced in a way that groups cannot be', () => {
    for (const transforms of [['initial'], ['values', 'year']] as const) {
      expect(inspect(lawful, { transforms })).toBe('value_not_transformed');
    }
  });

  it.each(['111222333', `https://ketenid.nl/201703/${'ab'.repeat(64)}`])(
    'with what must never leave, in any member: %s',
    (forbidden) => {
      expect(inspect([group('5a'), group(forbidden)])).toBe('forbidden_content');
      expect(inspect([group('5a', { year: forbidden })], { year: forbidden })).toBe('forbidden_content');
    },
  );

  it('after any change of one member, and with any member more', () => {
    const member = fc.constantFrom('id', 'name', 'school_year', 'year');
    fc.assert(
      fc.property(fc.nat(1), member, fc.jsonValue(), (index, changed, value) => {
        fc.pre(
          JSON.stringify(value) !==
            JSON.stringify(Object.entries(lawful[index] ?? {}).find(([key]) => key === changed)?.[1]),
        );
        expect(
          inspect(lawful.map((one, at) => (at === index ? { ...one, [changed]: value } : one))),
        ).toBeDefined();
      }),
      { numRuns: 500 },
    );
    const more = fc.string().filter((name) => !['id', 'name', 'school_year', 'year'].includes(name));
    fc.assert(
      fc.property(fc.nat(1), more, fc.jsonValue(), (index, added, value) => {
        const groups = lawful.map((one, at) =>
          at === index ? Object.fromEntries([...Object.entries(one), [added, value]]) : one,
        );
        expect(inspect(groups)).toBe('group_malformed');
      }),
    );
    fc.assert(
      fc.property(fc.nat(2), fc.jsonValue(), (index, value) => {
        expect(inspect([...lawful.slice(0, index), value, ...lawful.slice(index)])).toBeDefined();
      }),
    );
  });
});

describe('groups that the guard lets through', () => {
  it('are as they were written down, or fewer of them, or without their year', () => {
    for (const groups of [lawful, lawful.slice(1), [group('5a')], [group('5a'), group('plusklas')]]) {
      expect(inspect(groups)).toBeUndefined();
      expect(inspect(groups, { transforms: ['values'] })).toBeUndefined();
    }
    expect(inspect(Array.from({ length: 100 }, (_, index) => group(String(index))))).toBeUndefined();
  });
});
