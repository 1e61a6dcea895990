import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../src/domain/release.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import {
  attribute,
  catalogue,
  catalogueOf,
  day,
  idpRecord,
  input,
  name,
  schoolRecord,
  withAccess,
} from './decision-case.ts';

const outcomeOf = (given: Parameters<typeof decide>[0]): string => {
  const decision = decide(given);
  return decision.outcome === 'refused' ? decision.reason : decision.outcome;
};

describe('an access rule', () => {
  it.each<[RefusalReason, string, DecisionInput]>([
    ['affiliation_not_in_access', 'open for teachers', withAccess({ affiliations: ['teacher'] })],
    ['affiliation_not_in_access', 'open for nobody', withAccess({ affiliations: [] })],
    ['year_not_in_access', 'another year', withAccess({ years: ['4', '6'] })],
    ['year_not_in_access', 'no year at all', withAccess({ years: [] })],
    ['group_not_in_access', 'another group', withAccess({ groups: ['groep-6', 'groep'] })],
    ['group_not_in_access', 'no group at all', withAccess({ years: ['5'], groups: [] })],
    [
      'licence_not_yet_valid',
      'tomorrow is the first day',
      withAccess({ licence: { from: day('2026-09-02'), until: day('2027-07-31') } }),
    ],
    [
      'licence_expired',
      'yesterday was the last day',
      withAccess({ licence: { from: day('2025-08-01'), until: day('2026-08-31') } }),
    ],
  ])('refuses, %s: %s', (reason, _name, given) => {
    expect(decide(given)).toEqual({ outcome: 'refused', reason, whoseTurn: 'school' });
  });

  it('lets in whom it names, on the first and on the last day of the licence', () => {
    expect(outcomeOf(withAccess({}))).toBe('allowed');
    expect(outcomeOf(withAccess({ affiliations: ['pupil'], years: ['4', '5'], groups: ['plusklas'] }))).toBe(
      'allowed',
    );
    const day1 = day('2026-09-01');
    expect(outcomeOf(withAccess({ licence: { from: day1, until: day1 } }))).toBe('allowed');
  });

  it('asks years and groups of pupils only', () => {
    const rule = withAccess({ years: ['4'], groups: [] });
    expect(outcomeOf({ ...rule, affiliation: 'teacher' })).toBe('allowed');
    expect(outcomeOf(rule)).toBe('year_not_in_access');
  });

  it.each([
    ['nothing was supplied', []],
    ['only spaces were', [' ']],
    ['a text attribute has two values', ['5', '6']],
  ])('refuses a pupil of whom no year can be read: %s', (_what, values) => {
    const rule = withAccess({ years: ['5', '6', ''] });
    const attributes = new Map([...rule.attributes, [name('school_year'), values] as const]);
    expect(outcomeOf({ ...rule, attributes })).toBe('year_not_supplied');
  });

  it.each([[[]], [[' ']], [undefined]])(
    'says so when no group was supplied, and is not read as none: %j',
    (values) => {
      for (const groups of [[], ['groep-6'], ['']]) {
        const rule = withAccess({ groups });
        const others = [...rule.attributes].filter(([attributeName]) => attributeName !== name('group'));
        const attributes = new Map([...others, ...(values ? [[name('group'), values] as const] : [])]);
        expect(outcomeOf({ ...rule, attributes })).toBe('group_not_supplied');
      }
    },
  );

  it('refuses every pupil when the catalogue does not know the attribute', () => {
    const small = catalogueOf([attribute('given_name')]);
    expect(outcomeOf({ ...withAccess({ years: ['5'] }), catalogue: small })).toBe('year_not_supplied');
  });

  it('does not release what it asks for', () => {
    const decision = decide({ ...withAccess({ years: ['5'] }), catalogue });
    expect(JSON.stringify(decision)).not.toContain('school_year');
  });

  it('comes after the agreement and the policy, which are for everybody', () => {
    expect(outcomeOf({ ...withAccess({ affiliations: [] }), agreements: [] })).toBe('no_agreement');
    expect(outcomeOf({ ...withAccess({ affiliations: [] }), policy: undefined })).toBe('service_not_enabled');
  });
});

describe('a school and its IdP', () => {
  it('count until the day before the closure, and on all days of the IdP', () => {
    const school = schoolRecord({ closed: { on: day('2026-09-02') } });
    const idp = idpRecord({ validFrom: day('2026-09-01'), validUntil: day('2026-09-01'), disabled: false });
    expect(outcomeOf(input({ school, idp }))).toBe('allowed');
  });
});
