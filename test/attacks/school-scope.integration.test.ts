import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { answerForm } from '../../testkit/actors/saml-school-page.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* Invariant 7: an IdP speaks only for its own schools. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const eckId = (digit: string) => `https://ketenid.nl/201703/${digit.repeat(128)}`;
const atVuurtoren = ['nlEduPersonHomeOrganizationBranchId', ['99AC01']] as const;

async function refused(arrived: { status: number; url: URL; body: string }): Promise<void> {
  expect(arrived.status).toBeGreaterThanOrEqual(400);
  expect(arrived.url.href).not.toContain('code=');
  expect(arrived.body).toMatch(/[A-Z2-9]{10}/);
  const again = await world.browser().go((await world.reader.begin({ prompt: 'none' })).url);
  expect(again.url.searchParams.get('error')).toBe('login_required');
}

describe('school B', () => {
  it('cannot answer for school A, signed with its own key in the name of A', async () => {
    const browser = world.browser();
    const atSchool = await browser.go((await world.reader.begin({ login_hint: 'school:de-regenboog' })).url);
    const form = answerForm(
      world.zee,
      world.questionAt(atSchool),
      {
        issuer: world.issuer,
        idp: 'regenboog-saml',
        entityId: 'https://regenboog.example/metadata',
        now: Date.now(),
      },
      { attributes: pip },
    );
    await refused(await browser.postFromOtherSite(form.action, form.fields));
  });

  it('cannot answer in its own name where A was asked', async () => {
    const browser = world.browser();
    const atSchool = await browser.go((await world.reader.begin({ login_hint: 'school:de-regenboog' })).url);
    await refused(
      await world.answerAtZee(browser, atSchool, { attributes: [...pip.slice(0, 5), atVuurtoren] }),
    );
  });

  it('cannot assert the BRIN of another school, alone or beside its own', async () => {
    for (const values of [['99AB'], ['99AA', '99AB']]) {
      const attributes = [...pip.slice(0, 5), ['nlEduPersonHomeOrganizationId', values]] as const;
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, { attributes });
      await refused(arrived);
    }
  });

  it('cannot let the chooser decide: the hint of a school that it does not serve is not believed', async () => {
    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const attributes = [...pip.slice(0, 5), ['nlEduPersonHomeOrganizationBranchId', ['99AC02']]] as const;
    const arrived = await world.answerAtZee(browser, await browser.go(visit.url), { attributes });
    const received = await world.practice.receive(visit, arrived.url);
    // Het Kompas was asserted, and Het Kompas gives no claims
    expect(Object.keys(received.userinfo)).toEqual(['sub']);
  });
});

describe('a known ECK iD', () => {
  it('asserted by another board is refused, and its pseudonym is not given', async () => {
    const withEckId = [...pip, ['eckId', [eckId('a')]]] as const;
    const first = await signInAtRegenboog(world, world.browser(), world.practice, { attributes: withEckId });
    const known = await world.practice.receive(first.visit, first.arrived.url);

    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const arrived = await world.answerAtZee(browser, await browser.go(visit.url), {
      attributes: [...pip.slice(0, 5), atVuurtoren, ['eckId', [eckId('a')]]],
    });
    await refused(arrived);
    expect(JSON.stringify(known)).not.toContain('ketenid');
  });

  it('that comes later keeps the pseudonym of the person', async () => {
    const nameId = nameIdOf('pupil-with-late-eck-id');
    const before = await signInAtRegenboog(world, world.browser(), world.practice, { nameId });
    const first = await world.practice.receive(before.visit, before.arrived.url);
    const withEckId = [...pip, ['eckId', [eckId('b')]]] as const;
    const after = await signInAtRegenboog(world, world.browser(), world.practice, {
      nameId,
      attributes: withEckId,
    });
    const second = await world.practice.receive(after.visit, after.arrived.url);
    expect(second.idToken['sub']).toBe(first.idToken['sub']);
  });

  it('of one person with the NameID of another is refused', async () => {
    const one = [...pip, ['eckId', [eckId('c')]]] as const;
    await signInAtRegenboog(world, world.browser(), world.practice, {
      nameId: nameIdOf('pupil-c'),
      attributes: one,
    });
    // not somebody whom the NameID alone made: that person may give way, see eck-id.integration.test.ts
    await signInAtRegenboog(world, world.browser(), world.practice, {
      nameId: nameIdOf('pupil-d'),
      attributes: [...pip, ['eckId', [eckId('d')]]],
    });
    const mixed = await signInAtRegenboog(world, world.browser(), world.practice, {
      nameId: nameIdOf('pupil-d'),
      attributes: one,
    });
    await refused(mixed.arrived);
  });
});
