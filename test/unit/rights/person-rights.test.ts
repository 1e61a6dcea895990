import { describe, expect, it } from 'vitest';
import { dayMillis } from '../../../src/domain/clock.ts';
import type { HeldRole, PortalRole } from '../../../src/domain/portal-roles.ts';
import type { RecordKind } from '../../../src/domain/record-kinds.ts';
import type { Step } from '../../../src/register/changes/step.ts';
import { kinds } from '../../../src/register/model/kinds.ts';
import { rightsOfPerson, sightOfPerson } from '../../../src/rights/person-rights.ts';
import type { ActsFor } from '../../../src/rights/party.ts';
import type { PortalPerson } from '../../../src/rights/portal-person.ts';
import { account, at, personWith, register, role, school } from './role-world.ts';

const around = { before: register, after: register };
const atOne = { schools: [school('own-een')] };

/** The example of a kind, of this board and its first school, with some members changed. */
function body(kind: RecordKind, changes: object = {}): object {
  const ofSchool = {
    policy: { school: 'own-een' },
    access: { school: 'own-een' },
    objection: { school: 'own-een' },
  };
  const own: Partial<Record<RecordKind, object>> = {
    ...ofSchool,
    idp: { schools: ['own-een'] },
    agreement: { board: 'waterland' },
    board: { id: 'waterland' },
    school: { id: 'own-een', board: 'waterland' },
  };
  return { ...Object(kinds[kind].api.example), ...own[kind], ...changes };
}

const ids: Partial<Record<RecordKind, string>> = { board: 'waterland', school: 'own-een' };

function step(kind: RecordKind, before?: object, after?: object): Step {
  return {
    kind,
    id: ids[kind] ?? 'any',
    ...(before === undefined ? {} : { before: body(kind, before) }),
    ...(after === undefined ? {} : { after: body(kind, after) }),
  };
}

const byOther = { draft: { by: account(2) }, fourEyes: true, now: at.now };
const byOneself = { draft: { by: account(1) }, fourEyes: true, now: at.now };

/** What somebody does with a change: `drafts`, `publishes` one's own, `approves` another's. */
function done(person: PortalPerson, change: Step, fourEyes = true): readonly string[] {
  const acts = {
    drafts: rightsOfPerson(person, 'draft'),
    publishes: rightsOfPerson(person, { ...byOneself, fourEyes }),
    approves: rightsOfPerson(person, { ...byOther, fourEyes }),
  };
  return Object.entries(acts).flatMap(([act, rights]) =>
    rights.refusal(change, around) === undefined && rights.sees(change, around) ? [act] : [],
  );
}

type Asked = [PortalRole, Step, readonly string[]];
const policy = step('policy', { enabled: false }, { enabled: true });
const newPolicy = step('policy', undefined, {});
const objection = step('objection', undefined, {});
const endedObjection = step('objection', {}, undefined);
const idp = step('idp', { name: 'Een' }, { name: 'Twee' });
const help = step('school', {}, { contact: 'ict@waterland.example' });
const closing = step('school', {}, { closed: { on: '2027-07-31' } });
const signing = step('agreement', { status: 'offered' }, { status: 'active' });
const suspending = step('agreement', { status: 'active' }, { status: 'suspended' });
const all = ['drafts', 'publishes', 'approves'];

describe('what somebody does where a board wants four eyes', () => {
  it.each<Asked>([
    ['administrator', policy, ['drafts']],
    ['administrator', objection, all],
    ['administrator', endedObjection, ['drafts']],
    ['administrator', idp, all],
    ['administrator', help, all],
    ['administrator', closing, ['drafts']],
    ['administrator', signing, []],
    ['approver', policy, ['approves']],
    ['approver', newPolicy, ['approves']],
    ['approver', closing, ['approves']],
    ['approver', signing, []],
    ['proposer', policy, ['drafts']],
    ['proposer', objection, []],
    ['proposer', idp, []],
    ['signer', signing, all],
    ['signer', suspending, all],
    ['signer', policy, []],
    ['privacy_officer', policy, ['drafts']],
    ['privacy_officer', newPolicy, ['drafts']],
    ['privacy_officer', objection, all],
    ['privacy_officer', help, []],
    ['privacy_officer', idp, []],
    ['technical_partner', idp, all],
    ['technical_partner', help, []],
    ['technical_partner', policy, []],
  ])('%s: %o', (name, change, acts) => {
    expect(done(personWith(role(name)), change)).toEqual(acts);
  });

  it('needs one role that is enough, and roles do not add up in one change', () => {
    const both = personWith(role('proposer'), role('privacy_officer'));
    const change = step('school', {}, { contact: 'ict@waterland.example', sensitive: { reason: 'x' } });
    expect(done(both, change)).toEqual(['drafts']);
    const apart = personWith(role('technical_partner'), role('help_desk'));
    expect(done(apart, change)).toEqual([]);
  });

  it('is nothing without a role, and never what is not the board’s', () => {
    expect(done(personWith(), policy)).toEqual([]);
    const foreign = step('policy', { school: 'other-een' }, { school: 'other-een', enabled: false });
    expect(done(personWith(role('administrator'), role('approver')), foreign)).toEqual([]);
    expect(done(personWith(role('administrator')), step('school', {}, { brin: '99ZZ' }))).toEqual([]);
  });
});

describe('a board that does not want four eyes', () => {
  it('lets its administrator publish, and nobody else who could not before', () => {
    expect(done(personWith(role('administrator')), policy, false)).toEqual(all);
    expect(done(personWith(role('proposer')), policy, false)).toEqual(['drafts']);
    expect(done(personWith(role('privacy_officer')), policy, false)).toEqual(['drafts']);
    expect(done(personWith(role('approver')), policy, false)).toEqual(['approves']);
    expect(done(personWith(role('administrator')), signing, false)).toEqual([]);
  });
});

describe('a role at some schools', () => {
  const two = { schools: [school('own-een'), school('own-twee')] };

  it.each<[string, Step, Partial<HeldRole>, readonly string[]]>([
    ['its own', policy, atOne, ['drafts']],
    [
      'another of the board',
      step('policy', { school: 'own-twee' }, { school: 'own-twee', enabled: false }),
      atOne,
      [],
    ],
    ['an IdP of its own', idp, atOne, all],
    ['an IdP of others too', step('idp', {}, { schools: ['own-een', 'own-twee'] }), atOne, []],
    ['an IdP that was of others too', step('idp', { schools: ['own-een', 'own-twee'] }, {}), atOne, []],
    ['an IdP of all its schools', step('idp', {}, { schools: ['own-een', 'own-twee'] }), two, all],
    ['the school itself', help, atOne, all],
    ['the board', step('board', {}, { privacyContact: 'privacy@waterland.example' }), atOne, []],
  ])('is for what concerns these alone: %s', (_what, change, schools, acts) => {
    expect(done(personWith(role('administrator', schools)), change)).toEqual(acts);
  });

  it('says that it is for some schools', () => {
    const rights = rightsOfPerson(
      personWith(role('administrator', { schools: [school('own-twee')] })),
      'draft',
    );
    expect(rights.refusal(policy, around)?.problem).toMatch(/for some schools/);
  });

  it('sees records of these schools alone, and what is the board’s as a whole', () => {
    const person = personWith(role('reader', atOne), role('technical_partner', atOne));
    const sight = (kind: RecordKind, changes: object = {}, id = ids[kind] ?? 'any') =>
      sightOfPerson(person, { kind, id, body: body(kind, changes) }, around);
    expect(sight('policy')).toBe('all');
    expect(sight('policy', { school: 'own-twee' })).toBe('nothing');
    expect(sight('idp', { schools: ['own-een', 'own-twee'] })).toBe('nothing');
    expect(sight('school')).toBe('all');
    expect(sight('school', { id: 'own-twee' }, 'own-twee')).toBe('nothing');
    expect(sight('agreement')).toBe('all');
    expect(sight('agreement', { board: 'zeeland' })).toBe('nothing');
    expect(sight('service')).toBe('public');
    expect(sight('objection')).toBe('nothing');
  });
});

describe('an approver', () => {
  const fresh = (members: Partial<HeldRole>) =>
    role('approver', {
      grantedBy: { kind: 'account', account: account(2) },
      grantedAt: at.now,
      confirmedAt: at.now,
      ...members,
    });
  const refusal = (held: ReturnType<typeof role>, draftedBy: number, now: number) =>
    rightsOfPerson(personWith(held), { draft: { by: account(draftedBy) }, fourEyes: true, now }).refusal(
      policy,
      around,
    )?.problem;
  const week = at.now + 7 * dayMillis;

  it('approves nothing of his own', () => {
    expect(refusal(role('approver'), 1, at.now)).toMatch(/the same account drafted/);
    expect(refusal(role('approver'), 2, at.now)).toBeUndefined();
    const both = personWith(role('administrator'), role('approver'));
    expect(rightsOfPerson(both, byOneself).refusal(policy, around)?.problem).toMatch(/same account/);
  });

  it('approves nothing of his inviter, or of who confirmed him, for seven days', () => {
    expect(refusal(fresh({}), 2, week - 1)).toMatch(/less than seven days/);
    expect(refusal(fresh({}), 2, week)).toBeUndefined();
    const confirmed = {
      grantedBy: { kind: 'account', account: account(3) },
      confirmedBy: { kind: 'account', account: account(2) },
    } as const;
    expect(refusal(fresh(confirmed), 2, week - 1)).toMatch(/less than seven days/);
    expect(refusal(fresh(confirmed), 4, at.now)).toBeUndefined();
  });

  it('is as new as the day from which the role acts', () => {
    expect(refusal(fresh({ grantedAt: at.now - 30 * dayMillis }), 2, week - 1)).toMatch(
      /less than seven days/,
    );
  });
});

describe('whoever has roles', () => {
  it('is not taken for a program with all rights of the party', () => {
    const isTaken: PortalPerson extends ActsFor ? true : false = false;
    expect(isTaken).toBe(false);
  });
});
