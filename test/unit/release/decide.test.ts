import { agreementStatuses } from '../../../src/register/model/kinds/agreement.ts';
import { describe, expect, it } from 'vitest';
import { affiliations } from '../../../src/domain/person.ts';
import { whoseTurnFor, type Decision, type RefusalReason } from '../../../src/domain/release.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import {
  agreement,
  allow,
  allowed,
  catalogueOf,
  day,
  fateOf,
  idpRecord,
  input,
  name,
  objection,
  otherService,
  policy,
  row,
  schoolRecord,
  serviceRecord,
  versioned,
  withAccess,
  withAgreement,
  withPolicy,
  withValues,
} from './decision-case.ts';

function refused(decision: Decision): RefusalReason | undefined {
  return decision.outcome === 'refused' ? decision.reason : undefined;
}

describe('a sign-in is refused', () => {
  it.each<[RefusalReason, string, DecisionInput]>([
    [
      'affiliation_not_in_audience',
      'a service for teachers',
      input({ service: serviceRecord([], { audience: ['teacher'] }) }),
    ],
    [
      'affiliation_not_in_audience',
      'a service for nobody',
      input({ service: serviceRecord([], { audience: [] }) }),
    ],
    ['no_agreement', 'no agreement at all', input({ agreements: [] })],
    ['service_not_covered', 'an agreement about nothing', withAgreement({ services: [] })],
    [
      'service_not_covered',
      'an agreement about another service of this supplier',
      withAgreement({ services: [{ service: otherService, affiliations: ['pupil'] }] }),
    ],
    [
      'affiliation_not_covered',
      'covered for teachers',
      withAgreement({ services: [{ service: row('group').service, affiliations: ['teacher'] }] }),
    ],
    [
      'affiliation_not_covered',
      'covered for nobody',
      withAgreement({ services: [{ service: row('group').service, affiliations: [] }] }),
    ],
    ['agreement_not_yet_valid', 'tomorrow is the first day', withAgreement({ validFrom: day('2026-09-02') })],
    ['agreement_expired', 'yesterday was the last day', withAgreement({ validUntil: day('2026-08-31') })],
    [
      'agreement_expired',
      'dates the wrong way round cover no day',
      withAgreement({ validFrom: day('2026-09-01'), validUntil: day('2026-08-31') }),
    ],
    ['service_not_enabled', 'no policy', input({ policy: undefined })],
    ['service_not_enabled', 'a policy that is switched off', withPolicy({ enabled: false })],
    ['school_closed', 'from today', input({ school: schoolRecord({ closed: { on: day('2026-09-01') } }) })],
    ['idp_not_in_force', 'switched off', input({ idp: idpRecord({ disabled: true }) })],
    [
      'idp_not_in_force',
      'from tomorrow, also when not switched off',
      input({ idp: idpRecord({ validFrom: day('2026-09-02'), disabled: false }) }),
    ],
    ['idp_not_in_force', 'until yesterday', input({ idp: idpRecord({ validUntil: day('2026-08-31') }) })],
    ['service_blocked', 'by the operator', input({ service: serviceRecord([], { blocked: true }) })],
    ['objection', 'to this service', input({ objections: [objection({ service: row('group').service })] })],
    ['objection', 'to every service', input({ objections: [objection()] })],
  ])('%s: %s', (reason, _name, given) => {
    expect(decide(given)).toEqual({ outcome: 'refused', reason, whoseTurn: whoseTurnFor(reason) });
  });

  it.each(agreementStatuses.filter((status) => status !== 'active'))('agreement_not_active: %s', (status) => {
    expect(refused(decide(withAgreement({ status })))).toBe('agreement_not_active');
  });

  it('with the reason that is easiest to mend when several agreements almost fit', () => {
    const past = agreement({ validUntil: day('2026-08-31') });
    const coming = agreement({ validFrom: day('2026-10-01') });
    const reasonWith = (...records: readonly ReturnType<typeof agreement>[]) =>
      refused(decide(input({ agreements: records.map((record) => versioned(record)) })));
    expect(reasonWith(past, coming)).toBe('agreement_not_yet_valid');
    expect(reasonWith(past, agreement({ status: 'draft' }))).toBe('agreement_expired');
    expect(reasonWith(agreement({ status: 'ended' }), agreement({ services: [] }))).toBe(
      'agreement_not_active',
    );
  });

  it('by the board before it is by the school, so that nobody is sent to a school that cannot help', () => {
    expect(refused(decide(input({ agreements: [], policy: undefined })))).toBe('no_agreement');
  });
});

describe('a sign-in is allowed', () => {
  it('on the first and on the last day of the agreement', () => {
    expect(decide(withAgreement({ validFrom: day('2026-09-01') })).outcome).toBe('allowed');
    expect(decide(withAgreement({ validUntil: day('2026-09-01') })).outcome).toBe('allowed');
    const oneDay = withAgreement({ validFrom: day('2026-09-01'), validUntil: day('2026-09-01') });
    expect(decide(oneDay).outcome).toBe('allowed');
  });

  it('without any claim when the school switched the service on and nothing else', () => {
    const decision = allowed(decide(withPolicy({ claims: [] })));
    expect(decision.released).toEqual([]);
    expect(new Set(decision.withheld.map(({ reason }) => reason))).toEqual(
      new Set(['not_enabled_by_school']),
    );
  });

  it('for a service that is registered for nothing, with nothing', () => {
    const decision = allowed(decide(input({ service: serviceRecord([]) })));
    expect([decision.released, decision.withheld]).toEqual([[], []]);
  });

  it('despite an objection to another service', () => {
    expect(decide(input({ objections: [objection({ service: otherService })] })).outcome).toBe('allowed');
  });

  it('and names the versions it rests on', () => {
    expect(allowed(decide(input())).basis).toEqual({
      agreement: 'waterland-leesboom',
      agreementVersion: 4,
      policyVersion: 7,
    });
    const ruled = withAccess({ affiliations: ['pupil'] });
    expect(allowed(decide(ruled)).basis).toMatchObject({ accessVersion: ruled.access?.version });
  });

  it('with everything when every gate is open', () => {
    expect(allowed(decide(input()))).toMatchObject({
      released: [
        { name: 'given_name', values: ['Sanne'], transforms: [] },
        { name: 'family_name', values: ['Voorbeeld'], transforms: [] },
        { name: 'birthdate', values: ['2014-03-09'], transforms: [] },
        { name: 'group', values: ['groep-5', 'plusklas'], transforms: [] },
      ],
      withheld: [],
    });
  });
});

describe('a claim stays behind', () => {
  const registeredFor = (claim: string) => input({ service: serviceRecord([claim]) });
  const annexWith = (...rows: readonly ReturnType<typeof row>[]) => withAgreement({ annex: rows });

  it.each<[string, string, string, DecisionInput]>([
    ['forbidden_by_federation', 'never releasable', 'user_name', registeredFor('user_name')],
    ['forbidden_by_federation', 'unknown to the catalogue', 'shoe_size', registeredFor('shoe_size')],
    ['forbidden_by_federation', 'an empty catalogue', 'given_name', input({ catalogue: catalogueOf([]) })],
    ['not_in_agreement', 'no row', 'given_name', annexWith(row('group'))],
    [
      'not_in_agreement',
      'a row of another service',
      'given_name',
      annexWith(row('given_name', { service: otherService })),
    ],
    [
      'not_in_agreement',
      'a row for another purpose',
      'given_name',
      annexWith(row('given_name', { purposes: ['research'] })),
    ],
    [
      'not_in_agreement',
      'a row for no purpose',
      'given_name',
      annexWith(row('given_name', { purposes: [] })),
    ],
    [
      'affiliation_not_in_agreement',
      'a row about teachers',
      'given_name',
      annexWith(row('given_name', { affiliations: ['teacher'] })),
    ],
    [
      'affiliation_not_in_agreement',
      'a row about nobody',
      'given_name',
      annexWith(row('given_name', { affiliations: [] })),
    ],
    ['not_enabled_by_school', 'not switched on', 'given_name', withPolicy({ claims: [allow('group')] })],
    [
      'objection',
      'to this claim, everywhere',
      'group',
      input({ objections: [objection({ claim: name('group') })] }),
    ],
    [
      'objection',
      'to this claim, at this service',
      'group',
      input({ objections: [objection({ claim: name('group'), service: row('group').service })] }),
    ],
    [
      'not_requested',
      'its scope was not asked for',
      'group',
      input({ requestedScopes: new Set(['openid']) }),
    ],
    ['not_supplied', 'the IdP sent nothing', 'group', input({ attributes: new Map() })],
    ['not_supplied', 'an empty list', 'group', withValues('group', [])],
    ['not_supplied', 'an empty text', 'given_name', withValues('given_name', [''])],
    ['not_supplied', 'blanks', 'group', withValues('group', [' ', '\t'])],
    [
      'value_not_readable',
      'a text with several values',
      'given_name',
      withValues('given_name', ['Sanne', 'Sam']),
    ],
    [
      'value_not_readable',
      'a date with several values',
      'birthdate',
      withValues('birthdate', ['2014-03-09', '2014-03-10']),
    ],
    [
      'value_not_readable',
      'no letter to begin with',
      'given_name',
      {
        ...withValues('given_name', ["'t Voorbeeld"]),
        policy: versioned(policy({ claims: [allow('given_name', [{ kind: 'initial' }])] })),
      },
    ],
    [
      'value_not_readable',
      'no date',
      'birthdate',
      {
        ...withValues('birthdate', ['9 maart 2014']),
        policy: versioned(policy({ claims: [allow('birthdate', [{ kind: 'year' }])] })),
      },
    ],
    [
      'value_not_readable',
      'no value passes the filter',
      'group',
      withPolicy({ claims: [allow('group', [{ kind: 'values', allow: ['groep-8'] }])] }),
    ],
    [
      'value_not_readable',
      'a filter that lets nothing pass',
      'group',
      withPolicy({ claims: [allow('group', [{ kind: 'values', allow: [] }])] }),
    ],
    [
      'value_not_readable',
      'a transform that the catalogue does not know for it',
      'given_name',
      withPolicy({ claims: [allow('given_name', [{ kind: 'year' }])] }),
    ],
  ])('%s: %s', (reason, _name, claim, given) => {
    expect(fateOf(claim, given)).toBe(reason);
  });

  it('while the others leave', () => {
    const { released } = allowed(decide(input({ objections: [objection({ claim: name('group') })] })));
    expect(released.map((claim) => claim.name)).toEqual(['given_name', 'family_name', 'birthdate']);
  });

  it('when the objection is to it, not when it is to the same claim elsewhere', () => {
    const elsewhere = objection({ claim: name('group'), service: otherService });
    expect(fateOf('group', input({ objections: [elsewhere] }))).toEqual(['groep-5', 'plusklas']);
  });

  it('of one affiliation, and leaves of another', () => {
    const teachers = withAgreement({ annex: [row('given_name', { affiliations: ['teacher'] })] });
    const fates = affiliations.map((affiliation) =>
      affiliation === 'staff' ? 'staff' : fateOf('given_name', { ...teachers, affiliation }),
    );
    expect(fates).toEqual(['affiliation_not_in_agreement', ['Sanne'], 'staff']);
  });
});
