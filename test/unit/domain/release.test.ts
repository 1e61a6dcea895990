import { describe, expect, it } from 'vitest';
import { dependsOnPerson, refusalReasons } from '../../../src/domain/release.ts';
import { renderRefusal } from '../../../src/login/pages/refusal.ts';

describe('a reason that is told to whoever holds the device', () => {
  const told = refusalReasons.filter((reason) => !dependsOnPerson(reason));

  it('is none of those that depend on the person', () => {
    expect(refusalReasons.filter(dependsOnPerson)).toEqual([
      'affiliation_not_covered',
      'affiliation_not_in_audience',
      'objection',
      'affiliation_not_in_access',
      'year_not_in_access',
      'group_not_in_access',
    ]);
  });

  it.each(told)('says nothing of class, year, kind or objection: %s', (reason) => {
    const page = renderRefusal({
      language: 'en',
      reason,
      whoseTurn: 'school',
      serviceName: 'X',
      supplierName: 'X',
      schoolName: 'X',
      affiliation: 'pupil',
    });
    expect(page.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(
      /\bclass|school year|objection|objected|only about pupils|for you\b/i,
    );
  });
});
