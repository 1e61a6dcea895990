import { describe, expect, it } from 'vitest';
import { refusalReasons } from '../../../../src/domain/release.ts';
import { agreementId } from '../../../../src/domain/ids.ts';
import { attentionFor } from '../../../../src/portal/services/attention.ts';
import { claimRowsOf, excessIn, choosableIn } from '../../../../src/portal/services/claim-rows.ts';
import { closedWord } from '../../../../src/portal/services/closed-word.ts';
import { changesBy } from '../../../../src/portal/services/policy-changes.ts';
import { stateOf } from '../../../../src/portal/services/service-state.ts';
import { choicesOfTemplate, templates } from '../../../../src/portal/services/templates.ts';
import { tryOut } from '../../../../src/portal/services/try-out.ts';
import { required } from '../../../../testkit/values/ids.ts';
import {
  agreement,
  allow,
  allowFor,
  day,
  input,
  policy,
  row,
  serviceRecord,
  versioned,
  withAccess,
  withAgreement,
  withPolicy,
} from '../../release/decision-case.ts';

const withService = (changes: Parameters<typeof serviceRecord>[1]) =>
  input({ service: serviceRecord(['given_name', 'family_name', 'birthdate', 'group'], changes) });

/** With an agreement after the one that there is, which is in force until then and about no claim of its own. */
const withSuccessor = (changes: Parameters<typeof agreement>[0]) => {
  const { agreements, ...others } = withAgreement({ annex: [row('given_name')] });
  const successor = agreement({
    id: required(agreementId('next')),
    replaces: required(agreements[0]).record.id,
    annex: [],
    ...changes,
  });
  return { ...others, agreements: [...agreements, versioned(successor)] };
};

describe('the claims of a service', () => {
  it('are those that it is registered for, agreed or not, with whom they are agreed about', () => {
    const annex = [row('given_name', { affiliations: ['pupil', 'teacher'], ground: 'public_task' })];
    const rows = claimRowsOf(withAgreement({ annex }));
    expect(
      rows.map(({ attribute, agreed, grounds }) => [attribute.name, agreed.length, grounds]),
    ).toContainEqual(['given_name', 2, ['public_task']]);
    expect(rows.find(({ attribute }) => attribute.name === 'birthdate')?.agreed).toEqual([]);
  });

  it.each([
    ['an agreement that has ended', withAgreement({ status: 'ended' })],
    ['one that has expired', withAgreement({ validUntil: day('2026-08-31') })],
    ['one that the supplier still writes', withAgreement({ status: 'draft' })],
    ['an offer that nobody signed', withAgreement({ status: 'offered' })],
    ['one whose place another one has taken', withSuccessor({ status: 'active' })],
    ['none', input({ agreements: [] })],
    ['rows that rest on consent', withAgreement({ annex: [row('given_name', { ground: 'consent' })] })],
  ])('are not to be switched on by %s', (_what, given) => {
    expect(choosableIn(claimRowsOf(given))).toEqual([]);
  });

  it('are not agreed to by an offer, which the page says of those that are in no agreement', () => {
    const rows = claimRowsOf(withSuccessor({ status: 'offered', annex: [row('birthdate')] }));
    const of = (name: string) => rows.find(({ attribute }) => attribute.name === name);
    expect(of('given_name')).toMatchObject({ isOffered: false, agreed: [{}] });
    expect(of('birthdate')).toMatchObject({ isOffered: true, agreed: [] });
  });

  it('can be chosen while the agreement is suspended', () => {
    expect(choosableIn(claimRowsOf(withAgreement({ status: 'suspended' }))).length).toBeGreaterThan(0);
  });

  it('can be chosen before the agreement begins', () => {
    expect(choosableIn(claimRowsOf(withAgreement({ validFrom: day('2027-01-01') }))).length).toBeGreaterThan(
      0,
    );
  });

  it('that a policy has beyond the agreement are named', () => {
    const given = withAgreement({ annex: [row('given_name')] });
    expect(excessIn(given, claimRowsOf(given))).toEqual(['family_name', 'birthdate', 'group']);
  });

  it('that a policy has of somebody about whom nothing is agreed are named', () => {
    const given = withPolicy({ claims: [allowFor(['pupil', 'staff'], 'given_name')] });
    expect(excessIn(given, claimRowsOf(given))).toEqual(['given_name']);
  });
});

describe('a change', () => {
  it('says what starts, stops and leaves in another form, for each affiliation', () => {
    const before = withPolicy({ claims: [allow('given_name'), allow('birthdate')] });
    const after = policy({ claims: [allow('given_name', [{ kind: 'initial' }]), allow('group')] });
    expect(changesBy(before, after)).toEqual([
      {
        affiliation: 'pupil',
        claims: [
          { name: 'given_name', what: 'becomes', transforms: [{ kind: 'initial' }] },
          { name: 'group', what: 'starts', transforms: [] },
          { name: 'birthdate', what: 'stops', transforms: [] },
        ].toSorted((one, other) => (one.what === 'stops' ? 1 : 0) - (other.what === 'stops' ? 1 : 0)),
      },
    ]);
  });

  it('that switches the service off closes it and stops everything', () => {
    const [pupils] = changesBy(input({}), policy({ enabled: false }));
    expect(pupils?.access).toBe('closes');
    expect(pupils?.claims.every(({ what }) => what === 'stops')).toBe(true);
  });

  it('that changes nothing for anybody says nothing', () => {
    expect(changesBy(input({}), policy())).toEqual([]);
  });
});

describe('a template', () => {
  it.each(templates)('%s chooses nothing that is not agreed', (template) => {
    const given = withAgreement({ annex: [row('group')] });
    expect([...choicesOfTemplate(template, claimRowsOf(given)).keys()]).toEqual(['group.pupil']);
  });

  it('without a name leaves names out, also when they are required', () => {
    const required = ['given_name', 'group'].map((each) => ({
      name: row(each).claim,
      purpose: 'access',
      required: true,
    }));
    const rows = claimRowsOf(withService({ claims: required })).map((each) =>
      each.attribute.name === 'group' ? { ...each, attribute: { ...each.attribute, category: 8 } } : each,
    );
    const chosen = choicesOfTemplate('pseudonymous', rows);
    expect(chosen.get('given_name.pupil')?.kind).toBe('off');
    expect(chosen.get('group.pupil')?.kind).toBe('whole');
  });
});

describe('somebody who does not exist', () => {
  const tried = (given: ReturnType<typeof input>) =>
    tryOut({ ...given, idp: given.idp, access: given.access }).find(
      ({ affiliation }) => affiliation === 'pupil',
    );

  it('gets what the decision releases', () => {
    const given = withPolicy({ claims: [allow('birthdate', [{ kind: 'year' }])] });
    expect(tried(given)).toMatchObject({
      outcome: 'released',
      claims: [{ name: 'birthdate', values: ['2016'] }],
    });
  });

  it('is in a group that the school allows, and comes in where only some groups do', () => {
    const groups = [{ kind: 'values', allow: ['groep-7'] }] as const;
    expect(tried(withPolicy({ claims: [allow('group', groups)] }))).toMatchObject({
      claims: [{ values: ['groep-7'] }],
    });
    expect(tried(withAccess({ groups: ['groep-8'] }))).toMatchObject({ outcome: 'released' });
  });

  it('stays out where everybody does', () => {
    expect(tried(withPolicy({ enabled: false }))).toMatchObject({
      outcome: 'refused',
      reason: 'service_not_enabled',
    });
  });
});

describe('what needs somebody', () => {
  const later = agreement({ id: required(agreementId('later')), validFrom: day('2026-10-01') });

  it('is nothing where everything is as it should be, and where nobody gets in', () => {
    const calm = { excess: [], missing: [] };
    expect(attentionFor(input({}))).toEqual(calm);
    expect(attentionFor(withPolicy({ enabled: false, claims: [allow('birthdate')] }))).toEqual(calm);
  });

  it.each([
    ['2026-09-01', '2026-09-01'],
    ['2026-10-31', '2026-10-31'],
    ['2026-11-01', undefined],
  ])('is an agreement whose last day is %s', (until, endsOn) => {
    expect(attentionFor(withAgreement({ validUntil: day(until) })).endsOn).toBe(endsOn);
  });

  it('is no agreement that another one follows, and is one that is followed too late', () => {
    const first = agreement({ validUntil: day('2026-09-30') });
    const followed = (next: ReturnType<typeof agreement>) =>
      attentionFor(input({ agreements: [first, next].map((record) => versioned(record)) })).endsOn;
    expect(followed(later)).toBeUndefined();
    expect(followed({ ...later, validFrom: day('2026-10-02') })).toBe('2026-09-30');
    expect(followed({ ...later, status: 'offered' })).toBe('2026-09-30');
  });

  it('is what is required and off, though agreed, and what is on and agreed no longer', () => {
    const claims = ['given_name', 'group', 'birthdate'].map((each) => ({
      name: row(each).claim,
      purpose: 'access',
      required: true,
    }));
    const given = input({
      service: serviceRecord([], { claims }),
      agreements: [versioned(agreement({ annex: [row('given_name'), row('group')] }))],
      policy: versioned(policy({ claims: [allow('group'), allow('birthdate')] })),
    });
    expect(attentionFor(given)).toEqual({
      endsOn: undefined,
      missing: ['given_name'],
      excess: ['birthdate'],
    });
  });
});

describe('the state of a service', () => {
  it('tells what the school did from what is in the way', () => {
    expect(stateOf(input({}))).toEqual({ kind: 'on' });
    expect(stateOf(withPolicy({ enabled: false }))).toEqual({ kind: 'off' });
    expect(stateOf(withAgreement({ status: 'ended' }))).toEqual({ kind: 'closed', why: 'notSigned' });
    expect(stateOf(input({ agreements: [] }))).toEqual({ kind: 'closed', why: 'noAgreement' });
  });

  it('has a word for every refusal', () => {
    expect(refusalReasons.map(closedWord)).not.toContain(undefined);
  });
});
