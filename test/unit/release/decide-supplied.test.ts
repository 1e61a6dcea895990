import { describe, expect, it } from 'vitest';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import {
  agreement,
  allow,
  attribute,
  catalogueOf,
  fateOf,
  idpRecord,
  input,
  name,
  policy,
  row,
  schoolRecord,
  serviceRecord,
  versioned,
} from './decision-case.ts';

const claims = ['school_name', 'school_brin', 'school_branch', 'email'];

/** Everything open for claims about the school and the e-mail address; the IdP lies about the school. */
function open(changes: Partial<DecisionInput> = {}): DecisionInput {
  return input({
    service: serviceRecord(claims),
    agreements: [versioned(agreement({ annex: claims.map((claim) => row(claim)) }))],
    policy: versioned(policy({ claims: claims.map((claim) => allow(claim)) })),
    catalogue: catalogueOf(claims.map((claim) => attribute(claim, { organisation: claim !== 'email' }))),
    attributes: new Map([
      [name('school_name'), ['De Wilg']],
      [name('school_brin'), ['99AB']],
      [name('school_branch'), ['99AA07']],
      [name('email'), ['pip@school.example']],
    ]),
    ...changes,
  });
}

describe('what names an organisation', () => {
  it('is the register’s, whatever the session holds', () => {
    const branch = open({ school: schoolRecord({ name: 'De Vuurtoren', brin: '99AC01' }) });
    expect(claims.slice(0, 3).map((claim) => fateOf(claim, branch))).toEqual([
      ['De Vuurtoren'],
      ['99AC'],
      ['99AC01'],
    ]);
  });

  it('is the register’s, also when the IdP said nothing', () => {
    expect(fateOf('school_brin', open({ attributes: new Map() }))).toEqual(['99AA']);
  });

  it('is not supplied where the register has none: an institution has no branch', () => {
    expect(fateOf('school_branch', open())).toBe('not_supplied');
  });

  it('is not supplied where the register does not know what is meant', () => {
    const given = open({
      service: serviceRecord(['school_region']),
      agreements: [versioned(agreement({ annex: [row('school_region')] }))],
      policy: versioned(policy({ claims: [allow('school_region')] })),
      catalogue: catalogueOf([attribute('school_region', { organisation: true })]),
      attributes: new Map([[name('school_region'), ['Waterland']]]),
    });
    expect(fateOf('school_region', given)).toBe('not_supplied');
  });
});

describe('an e-mail address', () => {
  const within = (...emailDomains: string[]) => open({ idp: idpRecord({ emailDomains }) });

  it('outside the domains of the IdP stays behind, and the reason says so', () => {
    expect(fateOf('email', within('elders.example'))).toBe('outside_email_domains');
    expect(fateOf('email', within('*.school.example'))).toBe('outside_email_domains');
  });

  it('leaves from one of its domains, and from any where none are named', () => {
    expect(fateOf('email', within('elders.example', 'SCHOOL.example'))).toEqual(['pip@school.example']);
    expect(fateOf('email', open())).toEqual(['pip@school.example']);
  });

  it('that is not there is not supplied', () => {
    expect(fateOf('email', { ...within('elders.example'), attributes: new Map() })).toBe('not_supplied');
  });
});
