import { describe, expect, it } from 'vitest';
import { dependsOnPerson, refusalReasons, type RefusalReason } from '../../../src/domain/release.ts';
import { renderRefusal } from '../../../src/login/pages/refusal.ts';
import { printed } from '../../../testkit/pages/printed.ts';

/** Words of the pages, of which every page about a reason that depends on the person has one. */
const tellsOfPerson = /\bclass|school year|objection|objected|only (?:for|to) (?:pupils|teachers)|for you\b/i;

function wordsAbout(reason: RefusalReason): string {
  const page = renderRefusal({
    language: 'en',
    reason,
    whoseTurn: 'school',
    serviceName: 'X',
    supplierName: 'X',
    schoolName: 'X',
    affiliation: 'pupil',
    ...printed(true),
  });
  return page.replaceAll(/<[^>]*>/g, ' ');
}

describe('a reason that is told to whoever holds the device', () => {
  const told = refusalReasons.filter((reason) => !dependsOnPerson(reason));

  it('is none of those that depend on the person', () => {
    expect(refusalReasons.filter(dependsOnPerson)).toEqual([
      'affiliation_not_covered',
      'affiliation_not_in_audience',
      'objection',
      'affiliation_not_in_access',
      'year_not_in_access',
      'year_not_supplied',
      'group_not_in_access',
      'group_not_supplied',
    ]);
  });

  it.each(told)('says nothing of class, year, affiliation or objection: %s', (reason) => {
    expect(wordsAbout(reason)).not.toMatch(tellsOfPerson);
  });

  it.each(refusalReasons.filter(dependsOnPerson))(
    'and any other is told in words that the test above looks for: %s',
    (reason) => {
      expect(wordsAbout(reason)).toMatch(tellsOfPerson);
    },
  );
});
