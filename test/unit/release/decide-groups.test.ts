import { describe, expect, it } from 'vitest';
import type { OfEachGroup } from '../../../src/domain/release.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import {
  agreement,
  allow,
  allowed,
  attribute,
  catalogue,
  catalogueOf,
  day,
  fateOf,
  name,
  objection,
  openTo,
  policy,
  row,
  schoolRecord,
  versioned,
} from './decision-case.ts';

const given = (claim: string, values: readonly string[]): DecisionInput['attributes'] =>
  new Map([...openTo().attributes, [name(claim), values]]);

function ofEachGroup(input: DecisionInput): OfEachGroup | undefined {
  return allowed(decide(input)).released.find((claim) => claim.name === name('groups'))?.ofEachGroup;
}

describe('groups stay behind', () => {
  it.each([
    ['an objection to their names', { objections: [objection({ claim: name('group') })] }, 'objection'],
    ['an objection to them', { objections: [objection({ claim: name('groups') })] }, 'objection'],
    ['a scope that was not asked for', { requestedScopes: new Set(['openid']) }, 'not_requested'],
    ['no agreement', { agreements: [versioned(agreement())] }, 'not_in_agreement'],
    ['a school that gives their names alone', { policy: versioned(policy()) }, 'not_enabled_by_school'],
    ['no group', { attributes: new Map() }, 'not_supplied'],
    [
      'a word of the IdP under their own name',
      { attributes: new Map([[name('groups'), ['x']]]) },
      'not_supplied',
    ],
    [
      'more than a hundred',
      { attributes: given('group', Array.from({ length: 101 }, String)) },
      'value_not_readable',
    ],
    [
      'a name that is too long',
      { attributes: given('group', ['5a', 'x'.repeat(201)]) },
      'value_not_readable',
    ],
    ['a name with a control character', { attributes: given('group', ['5\u0000a']) }, 'value_not_readable'],
    ['a name with half a character', { attributes: given('group', ['5\ud800']) }, 'value_not_readable'],
  ] as const)('with %s', (_case, changes: Partial<DecisionInput>, reason) => {
    expect(fateOf('groups', { ...openTo('groups'), ...changes })).toBe(reason);
  });

  it('where the federation never lets their names out, or does not know them', () => {
    for (const names of [[attribute('group', { type: 'list', releasable: false })], []]) {
      const others = [...catalogue.attributes.values()].filter(({ name: own }) => own !== name('group'));
      const closed = { ...openTo('groups'), catalogue: catalogueOf([...others, ...names]) };
      expect(fateOf('groups', closed)).toBe('forbidden_by_federation');
    }
  });

  it('where there are too many, also for a school that lets few of them out', () => {
    const many = { attributes: given('group', ['groep-5', ...Array.from({ length: 100 }, String)]) };
    const few = versioned(policy({ claims: [allow('groups', [{ kind: 'values', allow: ['groep-5'] }])] }));
    expect(fateOf('groups', { ...openTo('groups'), ...many })).toBe('value_not_readable');
    expect(fateOf('groups', { ...openTo('groups'), ...many, policy: few })).toBe('value_not_readable');
  });
});

describe('groups leave', () => {
  it('with the names that the school sends, and the names alone stay as they are', () => {
    expect(fateOf('groups', openTo('groups', 'group'))).toEqual(['groep-5', 'plusklas']);
    expect(fateOf('group', openTo('groups', 'group'))).toEqual(['groep-5', 'plusklas']);
    expect(fateOf('group', openTo('group'))).toEqual(['groep-5', 'plusklas']);
  });

  it('without those that a transform leaves out, of the agreement or of the school', () => {
    const only = [{ kind: 'values', allow: ['plusklas', 'groep-8'] }] as const;
    const byPolicy = { policy: versioned(policy({ claims: [allow('groups', only), allow('group')] })) };
    const byAnnex = {
      agreements: [versioned(agreement({ annex: [row('groups', { transforms: only }), row('group')] }))],
    };
    for (const narrowed of [byPolicy, byAnnex]) {
      const input = { ...openTo('groups', 'group'), ...narrowed };
      expect(fateOf('groups', input)).toEqual(['plusklas']);
      expect(fateOf('group', input)).toEqual(['groep-5', 'plusklas']);
    }
  });

  it('up to a hundred, with names up to 200 characters', () => {
    const most = Array.from({ length: 100 }, (_, index) => String(index).padStart(200, 'x'));
    expect(fateOf('groups', { ...openTo('groups'), attributes: given('group', most) })).toEqual(most);
  });

  it('with the school year of today, from 1 August on another one', () => {
    expect(ofEachGroup(openTo('groups'))).toEqual({ schoolYear: '2026-2027' });
    const held = versioned(agreement({ annex: [row('groups')], validFrom: day('2026-01-01') }));
    const july = { ...openTo('groups'), agreements: [held], today: day('2026-07-31') };
    expect(ofEachGroup(july)).toEqual({ schoolYear: '2025-2026' });
  });

  it('with the year of the pupil where that is released as a claim of its own, and not where it stays behind', () => {
    const open = openTo('groups', 'school_year');
    expect(ofEachGroup(open)).toEqual({ schoolYear: '2026-2027', year: '5' });
    expect(ofEachGroup({ ...open, objections: [objection({ claim: name('school_year') })] })).toEqual({
      schoolYear: '2026-2027',
    });
    for (const year of [['5', '6'], [], ['x'.repeat(201)], ['5\n']]) {
      expect(ofEachGroup({ ...open, attributes: given('school_year', year) })).not.toHaveProperty('year');
    }
    expect(ofEachGroup(openTo('groups', 'group'))).not.toHaveProperty('year');
  });
});

describe('the id of a school', () => {
  it('needs no word of an IdP, and no word of one changes it', () => {
    const { id } = schoolRecord();
    for (const attributes of [new Map(), given('school_id', ['de-kade'])]) {
      expect(fateOf('school_id', { ...openTo('school_id'), attributes })).toEqual([id]);
    }
  });

  it('is a claim of its own, apart from the BRIN', () => {
    expect(fateOf('school_id', openTo('school_brin'))).toBeUndefined();
    const closed = { ...openTo('school_id'), policy: versioned(policy({ claims: [] })) };
    expect(fateOf('school_id', closed)).toBe('not_enabled_by_school');
  });
});
