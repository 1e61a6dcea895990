import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/release/decide.ts';
import {
  agreement,
  allow,
  allowed,
  attribute,
  catalogueOf,
  day,
  fateOf,
  input,
  name,
  row,
  serviceRecord,
  versioned,
  withAgreement,
  withPolicy,
} from './decision-case.ts';

describe('transforms of agreement and school', () => {
  const group = (annex: readonly string[] | undefined, own: readonly string[] | undefined) => {
    const filter = (values: readonly string[] | undefined) =>
      values === undefined ? [] : [{ kind: 'values', allow: values } as const];
    return fateOf('group', {
      ...withPolicy({ claims: [allow('group', filter(own))] }),
      agreements: [versioned(agreement({ annex: [row('group', { transforms: filter(annex) })] }))],
    });
  };

  it('of agreement and school count both', () => {
    expect(group(['groep-5'], undefined)).toEqual(['groep-5']);
    expect(group(undefined, ['plusklas'])).toEqual(['plusklas']);
    expect(group(['groep-5', 'plusklas'], ['plusklas', 'groep-8'])).toEqual(['plusklas']);
    expect(group(['groep-5'], ['plusklas'])).toBe('value_not_readable');
  });

  it('that both ask for are as good as one', () => {
    const both = (claim: string, kind: 'initial' | 'year') =>
      fateOf(claim, {
        ...withPolicy({ claims: [allow(claim, [{ kind }])] }),
        agreements: [versioned(agreement({ annex: [row(claim, { transforms: [{ kind }] })] }))],
      });
    expect(both('given_name', 'initial')).toEqual(['S.']);
    expect(both('birthdate', 'year')).toEqual(['2014']);
  });

  it('are named with the claim, so that the ledger can say what was taken away', () => {
    const decision = decide({
      ...withPolicy({ claims: [allow('group', [{ kind: 'values', allow: ['groep-5'] }])] }),
      agreements: [
        versioned(
          agreement({ annex: [row('group', { transforms: [{ kind: 'values', allow: ['groep-5', 'x'] }] })] }),
        ),
      ],
    });
    expect(allowed(decision).released[0]?.transforms).toEqual([
      { kind: 'values', allow: ['groep-5', 'x'] },
      { kind: 'values', allow: ['groep-5'] },
    ]);
  });
});

describe('what the register refuses, should it be there all the same', () => {
  it('of two agreements in force: the one that began last is named', () => {
    const given = input({
      agreements: [versioned(agreement({ validFrom: day('2026-08-02') }), 9), versioned(agreement(), 1)],
    });
    expect(allowed(decide(given)).basis.agreementVersion).toBe(9);
  });

  it('of two rows for one claim: the one that reveals least counts, in either order', () => {
    const rows = [row('given_name'), row('given_name', { transforms: [{ kind: 'initial' }] })];
    expect(fateOf('given_name', withAgreement({ annex: rows }))).toEqual(['S.']);
    expect(fateOf('given_name', withAgreement({ annex: rows.toReversed() }))).toEqual(['S.']);
    const short = { ...withAgreement({ annex: rows }), attributes: new Map([[name('given_name'), ['Jo']]]) };
    expect(fateOf('given_name', short)).toEqual(['J.']);
  });

  it('of two lines of a policy for one claim: the one that reveals least counts', () => {
    const claims = [allow('given_name'), allow('given_name', [{ kind: 'initial' }])];
    expect(fateOf('given_name', withPolicy({ claims }))).toEqual(['S.']);
  });

  it('a claim that a service registered for twice is decided once, for either purpose', () => {
    const claims = ['research', 'access'].map((purpose) => ({
      name: name('given_name'),
      purpose,
      required: false,
    }));
    const { released, withheld } = allowed(decide(input({ service: serviceRecord([], { claims }) })));
    expect(released.map((claim) => claim.values)).toEqual([['Sanne']]);
    expect(withheld).toEqual([]);
  });

  it('a catalogue that gives a text the filter of a list', () => {
    const odd = catalogueOf([attribute('given_name', { transforms: ['initial', 'values'] })]);
    const transforms = [{ kind: 'initial' }, { kind: 'values', allow: ['S.'] }] as const;
    expect(
      fateOf('given_name', { ...withPolicy({ claims: [allow('given_name', transforms)] }), catalogue: odd }),
    ).toEqual(['S.']);
  });
});
