import { describe, expect, it } from 'vitest';
import { subject } from '../../../src/domain/ids.ts';
import { decide } from '../../../src/release/decide.ts';
import { releasedIdentity } from '../../../src/release/released-identity.ts';
import { randomEntryId, required } from '../../../testkit/values/ids.ts';
import { pairwiseIdsIn } from '../../../testkit/values/pairwise-ids.ts';
import {
  allowed,
  attribute,
  catalogue,
  catalogueOf,
  input,
  name,
  openTo,
  schoolRecord,
  withPolicy,
  withValues,
} from './decision-case.ts';

const sub = required(subject('A'.repeat(43)));
const entry = randomEntryId();
const pairwiseIds = pairwiseIdsIn('leesboom');
const identityOf = (given: ReturnType<typeof input>) =>
  releasedIdentity(
    allowed(decide(given)),
    { subject: sub, school: given.school.id, pairwiseIds, ledgerEntry: entry },
    given.catalogue,
  );

describe('a released identity', () => {
  it('holds what was released, lists as lists and texts as texts, and nothing else', () => {
    expect(identityOf(input())).toEqual({
      subject: sub,
      ledgerEntry: entry,
      claims: {
        given_name: 'Sanne',
        family_name: 'Voorbeeld',
        birthdate: '2014-03-09',
        group: ['groep-5', 'plusklas'],
      },
    });
  });

  it('holds groups with all their members, and the school by the id of the sector alone', () => {
    const { claims } = identityOf(openTo('groups', 'school_year', 'school_id'));
    const { id: school } = schoolRecord();
    const group = (named: string) => ({
      id: pairwiseIds.group({ school, schoolYear: '2026-2027', name: named }),
      name: named,
      year: '5',
      school_year: '2026-2027',
    });
    expect(claims).toEqual({
      groups: [group('groep-5'), group('plusklas')],
      school_year: '5',
      school_id: pairwiseIds.school(school),
    });
    expect(JSON.stringify(claims)).not.toContain(school);
  });

  it('holds a group once, and without a year where that is not released', () => {
    const given = openTo('groups');
    const { claims } = identityOf({
      ...given,
      attributes: new Map([...given.attributes, [name('group'), ['groep-5', 'groep-5']]]),
    });
    expect(claims).toEqual({ groups: [expect.objectContaining({ name: 'groep-5' })] });
    expect(JSON.stringify(claims)).not.toContain('"year"');
  });

  it('keeps a list of one a list', () => {
    expect(identityOf(withValues('group', ['groep-5'])).claims['group']).toEqual(['groep-5']);
  });

  it('is empty when nothing was released', () => {
    expect(identityOf(withPolicy({ claims: [] })).claims).toEqual({});
  });

  it('has no claim of an attribute that was withheld', () => {
    const { user_name: unwanted, ...rest } = Object.fromEntries(catalogue.attributes);
    expect(unwanted?.releasable).toBe(false);
    const narrower = catalogueOf([
      ...Object.values(rest).filter(({ name }) => name !== 'group'),
      attribute('x'),
    ]);
    expect(Object.keys(identityOf(input({ catalogue: narrower })).claims)).not.toContain('group');
  });
});
