import { describe, expect, it } from 'vitest';
import { excesses, incoherences } from '../../../../src/register/rules/coherence.ts';
import { registerInMemory } from '../../../../src/register/rules/register-in-memory.ts';
import { allOf } from '../../../../src/register/rules/rule-input.ts';
import { excessClaims } from '../../../../src/register/rules/policy-width.ts';
import type { Records } from '../../../../src/register/model/records.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { faultsOfWriting, inputOf, problemsOfWriting, records, registerWith } from './rule-case.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

const school = (changes: object) => ({
  id: 'de-zon',
  board: 'waterland',
  name: 'De Zon',
  town: 'Edam',
  brin: '34ZZ',
  sector: 'po',
  ...changes,
});

describe('a change is judged by its own records, before the background of the whole register', () => {
  it('that fit', () => {
    expect(faultsOfWriting({ schools: [school({})] })).toEqual([]);
    expect(faultsOfWriting({})).toEqual([]);
  });

  it('and not by what others did wrong', () => {
    const base = registerWith(records({ schools: [school({ id: 'de-maan', board: 'gone', brin: '36ZZ' })] }));
    expect(incoherences(allOf(base, catalogue))).toHaveLength(1);
    expect(faultsOfWriting({ schools: [school({})] }, base)).toEqual([]);
  });

  it('finds the board that is not there, and the BRIN that somebody has', () => {
    expect(problemsOfWriting({ schools: [school({ board: 'gone', brin: '99AA' })] })).toEqual([
      'board: board gone does not exist',
      'brin: BRIN 99AA already belongs to school de-regenboog',
    ]);
  });

  it('finds a namespace that is taken, whichever of the two records is looked at', () => {
    const [saml, entra] = exampleFederation().parsed().idp;
    if (saml === undefined || entra === undefined) throw new Error('the example has two IdPs');
    const taken = { ...entra, identifier: saml.identifier };
    const base = { ...exampleFederation().parsed(), idp: [saml, taken] };
    for (const [own, other] of [
      [saml, taken],
      [taken, saml],
    ] as const) {
      const input = inputOf({ ...records({}), idp: [own] }, base);
      expect(incoherences(input).map(({ problem }) => problem)).toEqual([
        expect.stringContaining(`already belongs to IdP ${other.id}`),
      ]);
    }
    expect(incoherences(allOf(base, catalogue))).toHaveLength(1);
  });

  it('does not mistake a record for its own earlier version', () => {
    const { school, idp, agreement } = exampleFederation().parsed();
    const focus = { ...records({}), school, idp, agreement };
    expect(incoherences(inputOf(focus, exampleFederation().parsed()))).toEqual([]);
  });
});

describe('an annex row for a purpose that its service is not registered for', () => {
  const agreementWith = (purposes: readonly string[], claim = 'given_name') => {
    const [agreement] = exampleFederation().lists.agreements;
    return {
      agreements: [
        { ...agreement, annex: [{ service: 'leesboom-reader', claim, purposes, affiliations: ['pupil'] }] },
      ],
    };
  };

  it('is refused when somebody writes it, with both sides in the message', () => {
    expect(problemsOfWriting(agreementWith(['research', 'security']))).toEqual([
      'annex.0.purposes: given_name for leesboom-reader is agreed for research, security, but the service is registered to ask for it for access: it would never leave',
    ]);
  });

  it('is none when one purpose fits, or when the service does not ask for the claim at all', () => {
    expect(problemsOfWriting(agreementWith(['research', 'access']))).toEqual([]);
    expect(problemsOfWriting(agreementWith(['research'], 'birthdate'))).toEqual([]);
  });

  it('is no reason to refuse a service that is registered for other purposes from now on', () => {
    const base = exampleFederation().parsed();
    const service = base.service.map((each) => ({
      ...each,
      claims: each.claims.map((claim) => ({ ...claim, purpose: 'research' })),
    }));
    const change = inputOf({ ...records({}), service }, { ...base, service });
    expect([...incoherences(change), ...excesses(change)]).toEqual([]);
  });
});

/** Of each policy, the claims that never leave because nobody agreed on them. */
function excessesIn(register: Records): readonly (readonly string[])[] {
  return register.policy.map((policy) => [
    ...new Set(excessClaims(registerInMemory(register), policy).map(({ claim }) => claim)),
  ]);
}

describe('a policy that is wider than its agreement', () => {
  const wide = {
    policies: [
      { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims: ['given_name', 'family_name'] },
    ],
  };
  /** The agreement no longer has the group in its annex. */
  const narrowed = () => {
    const federation = exampleFederation().parsed();
    const agreement = federation.agreement.map((each) => ({
      ...each,
      annex: each.annex.filter(({ claim }) => claim !== 'group'),
    }));
    return { ...federation, agreement };
  };

  it('is refused when somebody writes it, with both sides in the message', () => {
    expect(problemsOfWriting(wide)).toEqual([
      'claims.1: school de-kade switches family_name on, but service leesboom-reader is not registered for it',
      'claims.1: school de-kade switches family_name on for leesboom-reader, but the annex of waterland-leesboom has no row for it',
    ]);
  });

  it('is refused where the agreement has the claim for other purposes than the service is registered for', () => {
    const base = exampleFederation().parsed();
    const service = base.service.map((each) => ({
      ...each,
      claims: each.claims.map((claim) => ({ ...claim, purpose: 'research' })),
    }));
    const policies = [
      { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims: ['given_name'] },
    ];
    expect(problemsOfWriting({ policies }, { ...base, service })).toEqual([
      'claims.0: school de-kade switches given_name on for leesboom-reader, but it is agreed for access, but the service is registered to ask for it for research',
    ]);
    expect(excessesIn({ ...base, service })).toEqual([['given_name', 'group']]);
  });

  it('is no reason to refuse a narrower agreement: it is narrowed, and flagged', () => {
    const federation = narrowed();
    const change = inputOf({ ...records({}), agreement: federation.agreement }, federation);
    expect([...incoherences(change), ...excesses(change)]).toEqual([]);
    const under = inputOf({ ...records({}), policy: federation.policy }, federation);
    expect(incoherences(under)).toEqual([]);
    expect(excessesIn(federation)).toEqual([['group']]);
  });

  it('is refused about each affiliation that it names and the annex does not, at its place', () => {
    const claims = [
      { name: 'given_name', affiliations: ['teacher', 'pupil', 'staff'] },
      { name: 'group', affiliations: ['pupil'] },
    ];
    const policies = [{ school: 'de-kade', service: 'leesboom-reader', enabled: true, claims }];
    expect(faultsOfWriting({ policies })).toEqual(
      (['teacher', 'staff'] as const).map((affiliation) => ({
        kind: 'policy',
        id: 'de-kade/leesboom-reader',
        path: ['claims', 0, 'affiliations', affiliation === 'teacher' ? 0 : 2],
        problem: `school de-kade switches given_name of ${affiliation} on for leesboom-reader, but it is agreed about pupil only`,
        remedy: `leave ${affiliation} out of the policy, or agree on it first`,
      })),
    );
  });

  it('is not wider for saying nothing of affiliations: such a line is for whomever the annex covers', () => {
    const policies = [
      { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims: ['given_name'] },
    ];
    expect(problemsOfWriting({ policies })).toEqual([]);
  });

  it('is said once where nobody agreed on the claim at all, whomever it names', () => {
    const claims = [{ name: 'given_name', affiliations: ['pupil', 'teacher'] }];
    const policies = [{ school: 'de-kade', service: 'leesboom-reader', enabled: true, claims }];
    const base = { ...exampleFederation().parsed(), agreement: [] };
    expect(problemsOfWriting({ policies }, base)).toEqual([
      'claims.0: school de-kade switches given_name on for leesboom-reader, but there is no agreement between board waterland and supplier leesboom',
    ]);
  });

  it('is narrowed by a service that is registered for less, too', () => {
    const federation = exampleFederation().parsed();
    const service = federation.service.map((each) => ({ ...each, claims: [] }));
    expect(excessesIn({ ...federation, service })).toEqual([['given_name', 'group']]);
    expect(excessesIn(federation)).toEqual([[]]);
  });
});
