import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/release/decide.ts';
import { activationOf, type ActivationOutcome } from '../../../src/release/activation.ts';
import { agreementsInForce, registeredRefusal, type DecisionInput } from '../../../src/release/sign-in.ts';
import { arbitraryInput } from './arbitrary-federation.ts';
import {
  agreement,
  allow,
  allowFor,
  attribute,
  boardRecord,
  catalogueOf,
  day,
  input,
  name,
  objection,
  openTo,
  policy,
  row,
  schoolRecord,
  serviceRecord,
  versioned,
  withAccess,
  withAgreement,
  withPolicy,
} from './decision-case.ts';

function open(outcome: ActivationOutcome) {
  return outcome.outcome === 'open'
    ? outcome.open.map(({ affiliation, claims }) => [affiliation, ...claims])
    : outcome.reason;
}

function pupilsClaims(given: DecisionInput): readonly string[] {
  const outcome = activationOf(given);
  const found = outcome.outcome === 'open' ? outcome.open : [];
  return found.find(({ affiliation }) => affiliation === given.affiliation)?.claims ?? [];
}

describe('a school has not activated a service', () => {
  it.each([
    ['no_agreement', input({ agreements: [] })],
    ['agreement_not_active', withAgreement({ status: 'offered' })],
    ['agreement_not_active', withAgreement({ status: 'ended' })],
    ['agreement_expired', withAgreement({ validUntil: day('2026-08-31') })],
    ['agreement_not_yet_valid', withAgreement({ validFrom: day('2026-09-02') })],
    ['affiliation_not_covered', input({ service: serviceRecord([], { audience: ['staff'] }) })],
    ['service_not_enabled', withPolicy({ enabled: false })],
    ['service_not_enabled', input({ policy: undefined })],
    ['school_closed', input({ school: schoolRecord({ closed: { on: day('2026-09-01') } }) })],
    ['operator_agreement_not_in_force', input({ board: boardRecord('none') })],
    ['service_blocked', input({ service: serviceRecord([], { blocked: true }) })],
  ])('%s', (reason, given) => {
    expect(open(activationOf(given))).toBe(reason);
  });
});

describe('a school that has activated a service', () => {
  it('is told for each affiliation that the agreement covers, with the claims that agreement and policy share', () => {
    const annex = [row('given_name', { affiliations: ['pupil', 'teacher'] }), row('birthdate')];
    const claims = [allow('given_name'), allow('birthdate'), allow('group')];
    const given = input({
      agreements: [versioned(agreement({ annex }))],
      policy: versioned(policy({ claims })),
    });
    expect(open(activationOf(given))).toEqual([
      ['pupil', 'birthdate', 'given_name'],
      ['teacher', 'given_name'],
    ]);
  });

  it('is told claims for those affiliations alone for which the school switched them on', () => {
    const annex = ['given_name', 'birthdate', 'group'].map((claim) =>
      row(claim, { affiliations: ['pupil', 'teacher'] }),
    );
    const claims = [
      allowFor(['pupil'], 'given_name'),
      allowFor(['teacher'], 'given_name', [{ kind: 'initial' }]),
      allowFor(['teacher'], 'birthdate'),
      allowFor(['staff'], 'group'),
    ];
    const given = input({
      agreements: [versioned(agreement({ annex }))],
      policy: versioned(policy({ claims })),
    });
    expect(open(activationOf(given))).toEqual([
      ['pupil', 'given_name'],
      ['teacher', 'birthdate', 'given_name'],
    ]);
  });

  it('is told the same whatever is objected to, and whoever has access', () => {
    const plain = JSON.stringify(activationOf(input()));
    const about = [{}, { claim: name('given_name') }].map((changes) => objection(changes));
    expect(JSON.stringify(activationOf(input({ objections: about })))).toBe(plain);
    expect(JSON.stringify(activationOf(withAccess({ affiliations: [], groups: [] })))).toBe(plain);
  });

  it('is told no claim that could come about nobody', () => {
    const nothing = allow('group', [{ kind: 'values', allow: [] }]);
    const noTransform = allow('birthdate', [{ kind: 'initial' }]);
    expect(pupilsClaims(withPolicy({ claims: [allow('given_name'), nothing, noTransform] }))).toEqual([
      'given_name',
    ]);
    const catalogue = catalogueOf([attribute('birthdate', { transforms: ['year'] })]);
    const year = withPolicy({ claims: [allow('birthdate', [{ kind: 'year' }])] });
    expect(pupilsClaims({ ...year, catalogue })).toEqual(['birthdate']);
    const narrowed = allow('group', [{ kind: 'values', allow: ['groep-5'] }]);
    expect(pupilsClaims(withPolicy({ claims: [narrowed] }))).toEqual(['group']);
  });

  it('is told no claim that the federation does not release, nor one for which the register has no value', () => {
    const catalogue = catalogueOf([
      attribute('given_name', { releasable: false }),
      attribute('school_branch', { organisation: true, incoming: [] }),
      attribute('school_id', { organisation: true, incoming: [] }),
    ]);
    const given = { ...openTo('given_name', 'school_branch', 'school_id'), catalogue };
    expect(pupilsClaims({ ...given, school: schoolRecord({ brin: '99AA' }) })).toEqual(['school_id']);
    expect(pupilsClaims({ ...given, school: schoolRecord({ brin: '99AA01' }) })).toEqual([
      'school_branch',
      'school_id',
    ]);
  });
});

describe('the decision and activation', () => {
  it('never differ about who may sign in at all, and no claim leaves that was not told', () => {
    let released = 0;
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const decision = decide(given);
        const claims = pupilsClaims(given);
        if (decision.outcome === 'refused') {
          const { idp: _idp, ...anyIdp } = given;
          const refusal = registeredRefusal(anyIdp, agreementsInForce(given));
          if (refusal !== undefined) expect(claims).toEqual([]);
          return;
        }
        const outcome = activationOf(given);
        const affiliations = outcome.outcome === 'open' ? outcome.open.map((each) => each.affiliation) : [];
        expect(affiliations).toContain(given.affiliation);
        const names = decision.released.map((claim) => claim.name);
        released += names.length;
        expect(claims).toEqual(expect.arrayContaining(names));
      }),
      { numRuns: 2000 },
    );
    expect(released).toBeGreaterThan(20);
  });
});
