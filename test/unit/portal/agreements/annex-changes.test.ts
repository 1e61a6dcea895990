import { describe, expect, it } from 'vitest';
import { agreementRecord, type AnnexRow } from '../../../../src/register/model/kinds/agreement.ts';
import { annexChanges } from '../../../../src/portal/agreements/annex-changes.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';
import { required } from '../../../../testkit/values/ids.ts';

const written = {
  service: 'leesboom-reader',
  claim: 'given_name',
  purposes: ['access'],
  affiliations: ['pupil'],
  destroyedAfterDays: 30,
};
function rows(...changes: readonly object[]): readonly AnnexRow[] {
  const agreement = required(exampleFederation().lists.agreements[0]);
  return agreementRecord.parse({ ...agreement, annex: changes.map((each) => ({ ...written, ...each })) })
    .annex;
}
const told = (before: readonly AnnexRow[], after: readonly AnnexRow[]) =>
  annexChanges(before, after).map(({ change, affiliations }) => `${change} ${affiliations.join('+')}`);

describe('a row of a new annex', () => {
  it.each<[string, object, object]>([
    ['wider', { transforms: ['initial'] }, {}],
    ['narrower', {}, { transforms: ['initial'] }],
    ['wider', { transforms: [{ values: ['a'] }] }, { transforms: [{ values: ['a', 'b'] }] }],
    ['narrower', { transforms: [{ values: ['a', 'b'] }] }, { transforms: [{ values: ['a'] }] }],
    ['wider', { transforms: [{ values: ['a'] }] }, { transforms: [{ values: ['b'] }] }],
    ['wider', { transforms: ['initial'] }, { transforms: [{ values: ['a'] }] }],
    ['wider', {}, { purposes: ['access', 'research'] }],
    ['wider', {}, { purposes: ['research'] }],
    ['narrower', { purposes: ['access', 'research'] }, {}],
    ['wider', {}, { destroyedAfterDays: 31 }],
    ['wider', {}, { destroyedAfterDays: undefined }],
    ['narrower', {}, { destroyedAfterDays: 29 }],
    ['narrower', { destroyedAfterDays: undefined }, {}],
    ['wider', {}, { readableByTeachersForDays: 5 }],
    ['other', {}, { ground: 'contract' }],
    ['other', { optional: true }, {}],
    ['unchanged', {}, {}],
    // wider in one respect is wider
    ['wider', {}, { transforms: ['initial'], destroyedAfterDays: 300 }],
    ['other', { ground: 'contract' }, { ground: 'public_task', transforms: ['initial'] }],
  ])('is %s', (change, before, after) => {
    const clean = (each: object) => JSON.parse(JSON.stringify({ ...written, ...each }));
    const [old, next] = [before, after].map((each) => {
      const agreement = required(exampleFederation().lists.agreements[0]);
      return agreementRecord.parse({ ...agreement, annex: [clean(each)] }).annex;
    });
    expect(told(required(old), required(next))).toEqual([`${change} pupil`]);
  });

  it('is new, or goes', () => {
    expect(told([], rows({}))).toEqual(['added pupil']);
    expect(told(rows({}), [])).toEqual(['removed pupil']);
  });

  it('is told about each sort of people by itself, and of those together of whom the same changes', () => {
    const both = rows({ affiliations: ['pupil', 'teacher'] });
    const split = rows({ affiliations: ['teacher'] }, { affiliations: ['pupil'] });
    expect(told(both, split)).toEqual(['unchanged teacher+pupil']);
    const less = rows({ affiliations: ['pupil'] });
    expect(told(both, less)).toEqual(['unchanged pupil', 'removed teacher']);
    expect(told(less, both)).toEqual(['unchanged pupil', 'added teacher']);
  });

  it('is another one where people are asked for consent', () => {
    expect(told(rows({}), rows({ ground: 'consent' }))).toEqual(['added pupil', 'removed pupil']);
  });
});
