import { newVersionOf } from '../../src/register/changes/step.ts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readCatalogue } from '../../src/config/read-catalogue.ts';
import { objectorsOf } from '../../src/app/people.ts';
import { boardId, personHandle } from '../../src/domain/ids.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { systemRandomness } from '../../src/domain/randomness.ts';
import { upgradeOfObjections } from '../../src/register/changes/upgrade-objections.ts';
import { upgradeRecords } from '../../src/register/changes/upgrade-records.ts';
import { readKeyring } from '../../src/keyring/read-keyring.ts';
import { createPostgresPersonStore } from '../../src/storage/postgres/person-store.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import { eraseHandle } from '../../testkit/values/erase-handle.ts';
import { required } from '../../testkit/values/ids.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { trustedKeys } from '../../testkit/values/trusted-keys.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { openOffice, type Office } from './objecting.ts';
import { nameIdOf, signInAtRegenboog, signOn } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  office = await openOffice(world);
});
afterAll(async () => {
  await office.close();
  await world.close();
});

const waterland = required(boardId('waterland'));
const toName = { claim: 'given_name' };
const eckOf = (digits: string) => `https://ketenid.nl/201703/${digits.repeat(64)}`;

interface Pupil {
  readonly nameId: string;
  readonly eckId?: string;
}
const answerOf = ({ nameId, eckId }: Pupil): AnswerWishes => ({
  nameId: nameIdOf(nameId),
  ...(eckId === undefined ? {} : { attributes: [...pip, ['eckId', [eckId]]] }),
});

/** The name that Leesboom is told in a new session at De Regenboog, if it is told one. */
async function nameTold(pupil: Pupil, browser: Browser = world.browser()): Promise<unknown> {
  const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader, answerOf(pupil));
  const { userinfo } = await world.reader.receive(visit, arrived.url);
  return userinfo['given_name'];
}

/** The handle under which the last entry of the ledger was written. */
async function lastHandle(): Promise<string> {
  const [row] = await queryDatabase(
    world.databaseUrl,
    'select person from sluis.disclosure order by number desc limit 1',
  );
  return String(row?.['person']);
}

describe('an objection', () => {
  it('outlives an erasure, a withdrawal that is undone, and a version that comes back', async () => {
    const pupil = { nameId: 'pupil-erased' };
    expect(await nameTold(pupil)).toBe('Pip');
    const handle = await lastHandle();
    const id = await office.object('de-regenboog', handle, toName);
    expect(await nameTold(pupil)).toBeUndefined();

    const people = createPostgresPersonStore(office.postgres);
    expect(await eraseHandle(people, required(personHandle(handle)), waterland)).toBe(true);
    expect(await nameTold(pupil)).toBeUndefined();

    await office.withdraw(id);
    expect(await nameTold(pupil)).toBe('Pip');
    const changes = (await office.registry.changesToRestore({ kind: 'objection', id }, 1)) ?? [];
    await office.registry.submit(changes, { author: 'the office', reason: 'a mistake' });
    await world.settled();
    expect(await nameTold(pupil)).toBeUndefined();
  });

  it('acts at once in a session that runs, and at every service that it is about', async () => {
    const browser = world.browser();
    expect(await nameTold({ nameId: 'pupil-running', eckId: eckOf('a1') }, browser)).toBe('Pip');
    const id = await office.object('de-regenboog', await lastHandle(), toName);
    expect((await signOn(browser, world.reader)).userinfo).not.toHaveProperty('given_name');
    expect((await signOn(browser, world.practice)).userinfo).not.toHaveProperty('given_name');
    await office.withdraw(id);
    expect((await signOn(browser, world.reader)).userinfo).toHaveProperty('given_name');
  });

  it('can be made before the first sign-in, by what the login will send', async () => {
    const typed = { values: { nameid: '  pupil-unknown ' } };
    await office.object('de-regenboog', typed, toName);
    expect(await nameTold({ nameId: 'pupil-unknown' })).toBeUndefined();
    expect(await nameTold({ nameId: 'pupil-unknown-too' })).toBe('Pip');
    await office.object('de-kade', { eckId: eckOf('b2'), sector: 'po' }, toName);
    expect(await nameTold({ nameId: 'pupil-with-eckid', eckId: eckOf('b2') })).toBeUndefined();
    expect(await nameTold({ nameId: 'pupil-with-eckid' })).toBeUndefined();
  });

  it('goes along to an ECK iD that comes later, and from there to a new login; without either it cannot', async () => {
    const pupil = { nameId: 'pupil-moving' };
    expect(await nameTold(pupil)).toBe('Pip');
    await office.object('de-regenboog', await lastHandle(), toName);
    expect(await nameTold({ ...pupil, eckId: eckOf('c3') })).toBeUndefined();

    await world.change((text) => text.replace('namespace: regenboog', 'namespace: regenboog-new'));
    await world.settled();
    expect(await nameTold({ nameId: 'other-name', eckId: eckOf('c3') })).toBeUndefined();
    expect(await nameTold({ nameId: 'other-name' })).toBeUndefined();
    expect(await nameTold(pupil)).toBe('Pip');
    await world.change((text) => text.replace('namespace: regenboog-new', 'namespace: regenboog'));
    await world.settled();
  });

  it('acts at its board and not at another, where the same pupil is known too', async () => {
    const eckId = eckOf('d4');
    await nameTold({ nameId: 'pupil-leaving', eckId });
    const handle = await lastHandle();
    await office.object('de-regenboog', handle, { claim: 'group' });
    await queryDatabase(world.databaseUrl, 'update sluis.portable_identifier set released = true');

    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const atSchool = await browser.go(visit.url);
    const attributes: AnswerWishes['attributes'] = [
      ...pip.filter(([name]) => name !== 'nlEduPersonHomeOrganizationId'),
      ['nlEduPersonHomeOrganizationBranchId', ['99AC01']],
      ['eckId', [eckId]],
    ];
    const arrived = await world.answerAtZee(browser, atSchool, { attributes });
    const { userinfo } = await world.practice.receive(visit, arrived.url);
    expect(userinfo).toMatchObject({ group: expect.anything() });
    expect(await lastHandle()).not.toBe(handle);
  });

  it('stays with its school when that moves to another board', async () => {
    await nameTold({ nameId: 'pupil-of-moved-school' });
    await office.object('de-regenboog', await lastHandle(), { claim: 'group' });
    const move = async (board: string): Promise<void> => {
      const store = createPostgresRegisterStore(office.postgres);
      const [school] = await store.find([{ kind: 'school', id: 'de-regenboog' }]);
      const body = { ...Object(school?.body), board };
      const meta = { author: 'the operator', reason: 'boards became one', at: 1 };
      await store.apply(
        await store.revision(),
        [newVersionOf({ kind: 'school', id: 'de-regenboog', body })],
        meta,
      );
      await world.settled();
    };
    await move('zeeland');
    const groupTold = async (nameId: string): Promise<unknown> => {
      const wishes = answerOf({ nameId });
      const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.practice, wishes);
      return (await world.practice.receive(visit, arrived.url)).userinfo['group'];
    };
    expect(await groupTold('pupil-of-moved-school')).toBeUndefined();
    expect(await groupTold('pupil-of-moved-school-too')).toEqual(['groep-5']);
    await move('waterland');
  });
});

describe('an objection that names a ledger handle', () => {
  it('acts before it is upgraded, in the session that sees that happen, and ever after', async () => {
    const pupil = { nameId: 'pupil-of-before' };
    const browser = world.browser();
    expect(await nameTold(pupil, browser)).toBe('Pip');
    const handle = await lastHandle();
    const store = createPostgresRegisterStore(office.postgres);
    const body = { id: 'former', school: 'de-regenboog', person: handle, ...toName };
    const meta = { author: 'the office', reason: 'a letter', at: 1 };
    await store.apply(
      await store.revision(),
      [newVersionOf({ kind: 'objection', id: 'former', body })],
      meta,
    );
    await world.settled();
    expect((await signOn(browser, world.reader)).userinfo).not.toHaveProperty('given_name');

    const { uncheckedPseudonym: keys } = await readKeyring(world.keysFolder, systemRandomness);
    const people = createPostgresPersonStore(office.postgres);
    const objectors = objectorsOf({
      keys,
      keyCheck: trustedKeys,
      catalogue: await readCatalogue('config'),
      people,
      register: store,
    });
    const upgrades = [upgradeOfObjections(store, objectors)];
    await upgradeRecords({ store, upgrades, clock: systemClock, logger: world.logger });
    await world.settled();
    const [, upgraded] = await office.registry.history({ kind: 'objection', id: 'former' });
    expect(upgraded).toMatchObject({ author: 'migration' });
    expect(JSON.stringify(upgraded?.body)).not.toContain(handle);
    expect((await signOn(browser, world.reader)).userinfo).not.toHaveProperty('given_name');
    await eraseHandle(people, required(personHandle(handle)), waterland);
    expect(await nameTold(pupil)).toBeUndefined();
  });
});
