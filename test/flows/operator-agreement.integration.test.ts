import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import { boards, operatorAgreement } from '../../testkit/federation/schools.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { during, edit, withMembers } from '../../testkit/world/change-federation.ts';
import { fillRegister } from '../../testkit/world/fill-register.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';
import { openOffice, type Office } from './objecting.ts';

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

const agreedWith = (agreed: unknown) => withMembers('boards', 'waterland', { operatorAgreement: agreed });
const agreementEnded = agreedWith({ ...operatorAgreement, validUntil: '2026-01-01' });
const noWord = 'nu niet inloggen via je school';

describe('a board of before an agreement with the operator was asked for', () => {
  it('signs in as it did, in this release', async () => {
    const store = createPostgresRegisterStore(office.postgres);
    const { id, name } = boards.waterland;
    await fillRegister(store, [{ kind: 'board', id, body: { id, name } }]);
    await world.settled();
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Pip');
    await edit(world, agreedWith('none'));
    const refused = await world
      .browser()
      .go((await world.reader.begin({ login_hint: 'school:de-regenboog' })).url);
    expect(refused.body).toContain(noWord);
    await edit(world, agreedWith(operatorAgreement));
  });
});

const atBothSchools = [
  ...pip.slice(0, 3),
  ['eduPersonAffiliation', ['employee']],
  ['nlEduPersonHomeOrganizationBranchId', ['99AC01', '99AC02']],
] as const;

describe('while the operator may not process for a board', () => {
  it('not even the answer of its school is read: a broken one and a good one get the same page', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const atSchool = await browser.go(visit.url);
    await during(world, agreementEnded, async () => {
      const refused = await world.answerAtRegenboog(browser, atSchool, { signed: 'none' });
      expect([refused.status, refused.url.pathname]).toEqual([
        403,
        expect.stringMatching(/\/school\/de-regenboog\/not-taking-part$/),
      ]);
      expect(refused.body).toContain(noWord);
      const rows = await queryDatabase(
        world.databaseUrl,
        "select reason, school from sluis.audit_event where type = 'login.refused' order by at desc limit 1",
      );
      expect(rows).toEqual([{ reason: 'operator_agreement_not_in_force', school: 'de-regenboog' }]);
    });
  });

  it('nobody is signed in who was already asked which of several schools it is', async () => {
    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const picker = await world.answerAtZee(browser, await browser.go(visit.url), {
      attributes: atBothSchools,
    });
    const kompas = /href="([^"]*\/pick\/het-kompas)"/.exec(picker.body)?.[1] ?? '';
    await during(world, withMembers('boards', 'zeeland', { operatorAgreement: 'none' }), async () => {
      const refused = await browser.go(new URL(kompas, picker.url).href);
      expect(refused.status).toBe(403);
      expect(refused.body).toContain(noWord);
    });
    const silent = await browser.go((await world.practice.begin({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('error')).toBe('login_required');
  });
});
