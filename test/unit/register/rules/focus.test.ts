import { describe, expect, it } from 'vitest';
import { excesses, incoherences } from '../../../../src/register/rules/coherence.ts';
import { picture } from '../../../../src/register/rules/picture.ts';
import { narrowedPolicies } from '../../../../src/register/rules/policy-width.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { faultsOfWriting, problemsOfWriting, records, registerWith } from './picture-case.ts';
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
    expect(incoherences(picture(base, catalogue))).toHaveLength(1);
    expect(faultsOfWriting({ schools: [school({})] }, base)).toEqual([]);
  });

  it('finds the board that is not there, and the BRIN that somebody has', () => {
    expect(problemsOfWriting({ schools: [school({ board: 'gone', brin: '99AA' })] })).toEqual([
      'board: board gone does not exist',
      'brin: BRIN 99AA is already that of school de-regenboog',
    ]);
  });

  it('finds a namespace that is taken, whichever of the two records is looked at', () => {
    const [saml, entra] = exampleFederation().parsed().idps;
    if (saml === undefined || entra === undefined) throw new Error('the example has two IdPs');
    const taken = { ...entra, identifier: saml.identifier };
    const base = { ...exampleFederation().parsed(), idps: [saml, taken] };
    for (const [own, other] of [
      [saml, taken],
      [taken, saml],
    ] as const) {
      const focus = { ...records({}), idps: [own] };
      const index = picture(base, catalogue).index;
      expect(incoherences({ focus, index, catalogue }).map(({ problem }) => problem)).toEqual([
        expect.stringContaining(`already that of IdP ${other.id}`),
      ]);
    }
    expect(incoherences(picture(base, catalogue))).toHaveLength(1);
  });

  it('does not mistake a record for its own earlier version', () => {
    const { schools, idps, agreements } = exampleFederation().parsed();
    const focus = { ...records({}), schools, idps, agreements };
    expect(
      incoherences({ focus, index: picture(exampleFederation().parsed(), catalogue).index, catalogue }),
    ).toEqual([]);
  });
});

describe('an annex row for a purpose that its service is not registered for', () => {
  const agreementWith = (purposes: readonly string[], claim = 'given_name') => {
    const [agreement] = exampleFederation().lists.agreements;
    return {
      agreements: [
        { ...agreement, annex: [{ service: 'leesboom-reader', claim, purposes, kinds: ['pupil'] }] },
      ],
    };
  };

  it('is refused when somebody writes it, with both sides in the message', () => {
    expect(problemsOfWriting(agreementWith(['research', 'security']))).toEqual([
      'annex.0.purposes: given_name for leesboom-reader is agreed on for research, security, while the service is registered to ask for it for access: it would never leave',
    ]);
  });

  it('is none when one purpose fits, or when the service does not ask for the claim at all', () => {
    expect(problemsOfWriting(agreementWith(['research', 'access']))).toEqual([]);
    expect(problemsOfWriting(agreementWith(['research'], 'birthdate'))).toEqual([]);
  });

  it('is no reason to refuse a service that is registered for other purposes from now on', () => {
    const base = exampleFederation().parsed();
    const services = base.services.map((service) => ({
      ...service,
      claims: service.claims.map((claim) => ({ ...claim, purpose: 'research' })),
    }));
    const change = { ...picture({ ...base, services }, catalogue), focus: { ...records({}), services } };
    expect([...incoherences(change), ...excesses(change)]).toEqual([]);
  });
});

describe('a policy that is wider than its agreement', () => {
  const wide = {
    policies: [
      { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims: ['given_name', 'family_name'] },
    ],
  };
  /** The agreement no longer has the group in its annex. */
  const narrowed = () => {
    const federation = exampleFederation().parsed();
    const agreements = federation.agreements.map((agreement) => ({
      ...agreement,
      annex: agreement.annex.filter(({ claim }) => claim !== 'group'),
    }));
    return { ...federation, agreements };
  };

  it('is refused when somebody writes it, with both sides in the message', () => {
    expect(problemsOfWriting(wide)).toEqual([
      'claims.1: school de-kade switches family_name on, but service leesboom-reader is not registered for it',
      'claims.1: school de-kade switches family_name on for leesboom-reader, but the annex of waterland-leesboom has no row for it',
    ]);
  });

  it('is refused where the agreement has the claim for other purposes than the service is registered for', () => {
    const base = exampleFederation().parsed();
    const services = base.services.map((service) => ({
      ...service,
      claims: service.claims.map((claim) => ({ ...claim, purpose: 'research' })),
    }));
    const policies = [
      { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims: ['given_name'] },
    ];
    expect(problemsOfWriting({ policies }, { ...base, services })).toEqual([
      'claims.0: school de-kade switches given_name on for leesboom-reader, but it is agreed on for access, while the service is registered to ask for it for research',
    ]);
    const under = picture({ ...base, services }, catalogue);
    expect(narrowedPolicies(under).map(({ claims }) => claims)).toEqual([['given_name', 'group']]);
  });

  it('is no reason to refuse a narrower agreement: it is narrowed, and flagged', () => {
    const federation = narrowed();
    const { index } = picture(federation, catalogue);
    const written = { ...records({}), agreements: federation.agreements };
    const change = { focus: written, index, catalogue };
    expect([...incoherences(change), ...excesses(change)]).toEqual([]);
    const under = { focus: { ...records({}), policies: federation.policies }, index, catalogue };
    expect(incoherences(under)).toEqual([]);
    expect(narrowedPolicies(under)).toEqual([
      { kind: 'policy', id: 'de-regenboog/leesboom-reader', claims: ['group'] },
    ]);
  });

  it('is narrowed by a service that is registered for less, too', () => {
    const federation = exampleFederation().parsed();
    const services = federation.services.map((service) => ({ ...service, claims: [] }));
    expect(narrowedPolicies(picture({ ...federation, services }, catalogue))).toEqual([
      { kind: 'policy', id: 'de-regenboog/leesboom-reader', claims: ['given_name', 'group'] },
    ]);
    expect(narrowedPolicies(picture(federation, catalogue))).toEqual([]);
  });
});
