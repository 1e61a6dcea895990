import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { idpId, schoolId } from '../../../../src/domain/ids.ts';
import { countedDays } from '../../../../src/register/changes/strangers.ts';
import { entry } from '../../../contracts/ledger-entry.ts';
import {
  end,
  openRegistryWorld,
  problems,
  propose,
  type RegistryWorld,
} from '../../../../testkit/world/registry-world.ts';
import { required } from '../../../../testkit/values/ids.ts';

const dayMillis = 86_400_000;
const regenboog = required(idpId('regenboog-saml'));
let world: RegistryWorld;
beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
});
afterEach(() => world.close());

const asking = (identifier: object) => world.edited('idp', regenboog, { identifier });
const another = { namespace: 'regenboog', attributes: ['uid'] };

/** Somebody signed in there, and something left about so many people, the last of them too long ago to count. */
async function signIn(people: number): Promise<void> {
  await world.people.useNamespace('regenboog', world.clock.now());
  const school = required(schoolId('de-regenboog'));
  for (let index = 0; index <= people; index += 1) {
    const days = index === people ? countedDays + 1 : index;
    await world.ledger.append(entry({ school, at: world.clock.now() - days * dayMillis }));
  }
}

describe('the identifier of a login', () => {
  it.each([
    ['other attributes', another],
    ['other attributes in their order', { namespace: 'regenboog', attributes: ['nameid', 'uid'] }],
    ['another namespace', { namespace: 'anders', attributes: ['nameid'] }],
  ])('that has signed somebody in does not get %s', async (_what, identifier) => {
    await signIn(3);
    const change = await asking(identifier);
    const refused = [
      'idp regenboog-saml identifier: identifier is in use: with another one up to 3 people, as many as used a service within 400 days, would be unknown to all of them',
    ];
    expect(problems(await world.registry.submit(...propose([change], { dryRun: true })))).toEqual(refused);
    expect(problems(await world.registry.submit(...propose([change])))).toEqual(refused);
    const due = world.clock.now() + dayMillis;
    expect(problems(await world.registry.submit(...propose([change], { due })))).toEqual(refused);
    expect(await world.registry.find({ kind: 'idp', id: regenboog })).toMatchObject({ version: 1 });
  });

  it('changes where nobody was identified by it yet', async () => {
    const change = await asking(another);
    expect(await world.registry.submit(...propose([change]))).toMatchObject({ outcome: 'applied' });
  });

  it('changes where the operator says so, of this login alone', async () => {
    await signIn(1);
    const change = await asking(another);
    const others = { mayMakeStrangers: [required(idpId('kade-entra'))] };
    expect(await world.registry.submit(...propose([change], others))).toMatchObject({ outcome: 'refused' });
    const said = { mayMakeStrangers: [regenboog] };
    expect(await world.registry.submit(...propose([change], said))).toMatchObject({ outcome: 'applied' });
  });

  it('stays while everything else of its record changes', async () => {
    await signIn(1);
    const change = await world.edited('idp', regenboog, { name: 'Ander', disabled: true });
    expect(await world.registry.submit(...propose([change]))).toMatchObject({ outcome: 'applied' });
  });
});

const harm = 'up to 1 person, as many as used a service within 400 days, would be unknown to all of them';
const removed = `idp regenboog-saml identifier: identifier is in use: with another one ${harm}`;
const sameLogin = `idp regenboog-saml is the same login, and its identifier is in use: with another one ${harm}`;
const sameNamespace = `namespace regenboog has people whom idp regenboog-saml identified otherwise: ${harm}, and one could be taken for another`;
const elsewhere = { kind: 'saml', entityId: 'https://other.example/metadata' };

/** The record of the login under this id, with these members said otherwise. */
async function made(id: string, members: object) {
  return { kind: 'idp' as const, id, body: { ...(await world.body('idp', regenboog)), id, ...members } };
}

async function otherProtocol(members: object): Promise<object> {
  const { protocol } = await world.body('idp', regenboog);
  return { protocol: { ...Object(protocol), ...members } };
}

describe('a login that is removed and made anew', () => {
  it('does not get another identifier either, nor by being restored', async () => {
    await signIn(1);
    const anew = await asking(another);
    const same = await asking({ namespace: 'regenboog', attributes: ['nameid'] });
    await world.registry.submit(...propose([end('idp', regenboog)]));
    expect(problems(await world.registry.submit(...propose([anew])))).toEqual([removed]);
    expect(
      await world.registry.submit(...propose([anew], { dryRun: true, mayMakeStrangers: [regenboog] })),
    ).toMatchObject({ outcome: 'valid' });
    expect(await world.registry.submit(...propose([same]))).toMatchObject({ outcome: 'applied' });
    const said = { mayMakeStrangers: [regenboog] };
    await world.registry.submit(...propose([anew], said));
    const first = await world.registry.changesToRestore({ kind: 'idp', id: regenboog }, 1);
    expect(problems(await world.registry.submit(...propose(first ?? [])))).toEqual([removed]);
  });

  it.each([
    ['a namespace of its own', { namespace: 'anders', attributes: ['nameid'] }, sameLogin],
    ['other attributes in the same namespace', another, sameNamespace],
  ])('under another id does not get %s', async (_what, identifier, problem) => {
    await signIn(1);
    const change = await made('regenboog-anders', { identifier });
    const both = [end('idp', regenboog), change];
    const refused = [`idp regenboog-anders identifier: ${problem}`];
    expect(problems(await world.registry.submit(...propose(both)))).toEqual(refused);
    await world.registry.submit(...propose([end('idp', regenboog)]));
    expect(problems(await world.registry.submit(...propose([change])))).toEqual(refused);
    const said = { mayMakeStrangers: [required(idpId('regenboog-anders'))] };
    expect(await world.registry.submit(...propose([change], said))).toMatchObject({ outcome: 'applied' });
  });

  it('under another id keeps its identifier', async () => {
    await signIn(1);
    const change = await made('regenboog-anders', {});
    const both = [end('idp', regenboog), change];
    expect(await world.registry.submit(...propose(both))).toMatchObject({ outcome: 'applied' });
  });
});

describe('a namespace in which people are known', () => {
  it('does not come to a login that names others by the same words', async () => {
    await signIn(1);
    const identifier = { namespace: 'regenboog', attributes: ['tid', 'oid'] };
    const change = await world.edited('idp', 'kade-entra', { identifier });
    const refused = [`idp kade-entra identifier: ${sameNamespace}`];
    const both = [end('idp', regenboog), change];
    expect(problems(await world.registry.submit(...propose(both)))).toEqual(refused);
  });
});

describe('what a protocol itself calls somebody', () => {
  const moved = `idp regenboog-saml protocol: identifier is in use, and is a name that the login itself makes up: with another login ${harm}`;

  it('is not the same at another login', async () => {
    await signIn(1);
    const change = await world.edited('idp', regenboog, await otherProtocol(elsewhere));
    expect(problems(await world.registry.submit(...propose([change])))).toEqual([moved]);
  });

  it('is the same at another address of that login', async () => {
    await signIn(1);
    const address = await otherProtocol({ singleSignOnUrl: 'https://other.example/sso' });
    const change = await world.edited('idp', regenboog, address);
    expect(await world.registry.submit(...propose([change]))).toMatchObject({ outcome: 'applied' });
  });

  it('counts only where it is the identifier', async () => {
    await world.people.useNamespace('entra-kade', world.clock.now());
    const { protocol } = await world.body('idp', 'kade-entra');
    const change = await world.edited('idp', 'kade-entra', {
      protocol: { ...Object(protocol), clientId: 'other', issuer: 'https://other.login.example/v2.0' },
    });
    expect(await world.registry.submit(...propose([change]))).toMatchObject({ outcome: 'applied' });
  });
});

it('reads the record of a login in its earlier form, too', async () => {
  await signIn(1);
  const { affiliation, ...rest } = await world.body('idp', regenboog);
  const meta = { author: 'ada', reason: 'long ago', at: world.clock.now(), events: [] };
  const body = { ...rest, personKind: affiliation };
  await world.store.apply(
    await world.store.revision(),
    [{ kind: 'idp', id: regenboog, body, references: [] }],
    meta,
  );
  const change = { kind: 'idp' as const, id: regenboog, body: { ...rest, affiliation, identifier: another } };
  expect(problems(await world.registry.submit(...propose([change])))).toEqual([removed]);
});
