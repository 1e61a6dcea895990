import { describe, expect, it } from 'vitest';
import { subject } from '../../../src/domain/ids.ts';
import { decide } from '../../../src/release/decide.ts';
import { releasedIdentity } from '../../../src/release/released-identity.ts';
import { randomEntryId, required } from '../../../testkit/values/ids.ts';
import {
  allowed,
  attribute,
  catalogue,
  catalogueOf,
  input,
  withPolicy,
  withValues,
} from './decision-case.ts';

const sub = required(subject('A'.repeat(43)));
const entry = randomEntryId();
const identityOf = (given: ReturnType<typeof input>) =>
  releasedIdentity(allowed(decide(given)), sub, entry, given.catalogue);

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
