import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { edit, during, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

const phones = { 'de-regenboog': '0299 111 111', 'de-kade': '0299 222 222', 'de-vuurtoren': '0118 333 333' };

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  const withHelp = (federation: Lists): Lists =>
    Object.entries(phones).reduce(
      (changed, [school, phone]) => withMembers('schools', school, { help: { phone } })(changed),
      federation,
    );
  await edit(world, withHelp);
});
afterAll(() => world.close());

/** Whose help a page shows. */
const helpOn = (page: string): readonly string[] =>
  Object.entries(phones).flatMap(([school, phone]) => (page.includes(phone) ? [school] : []));

async function openChooser() {
  const browser = world.browser();
  const chooser = await browser.go((await world.reader.begin()).url);
  return { browser, chooser, choose: (school: string) => browser.go(`${chooser.url.href}/school/${school}`) };
}

describe('the help of a school', () => {
  it('is not on the chooser or in its results while nobody chose the school', async () => {
    const { browser, chooser } = await openChooser();
    expect(helpOn(chooser.body)).toEqual([]);
    const results = await browser.go(`${chooser.url.href}/schools?q=de`);
    expect(results.body).toContain('De Regenboog');
    expect(helpOn(results.body)).toEqual([]);
  });

  it('is on the chooser of a device that chose the school before, and no other', async () => {
    const { browser, choose } = await openChooser();
    await choose('de-regenboog');
    const again = await browser.go((await world.reader.begin()).url);
    expect(again.body).toContain('Lukt het inloggen niet?');
    expect(helpOn(again.body)).toEqual(['de-regenboog']);
  });

  it('is on the page of a school that does not take part, with the name of its board', async () => {
    const { choose } = await openChooser();
    const refused = await choose('de-vuurtoren');
    expect(refused.status).toBe(403);
    expect(helpOn(refused.body)).toEqual(['de-vuurtoren']);
    expect(refused.body).toMatch(/Het bestuur van je school: Stichting Zee en Land/);
  });

  it('is on the refusal of who came from the school', async () => {
    await during(
      world,
      withMembers('agreements', 'waterland-leesboom', { status: 'suspended' }),
      async () => {
        const { choose } = await openChooser();
        expect(helpOn((await choose('de-regenboog')).body)).toEqual(['de-regenboog']);
      },
    );
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    await during(
      world,
      withMembers('agreements', 'waterland-leesboom', { status: 'suspended' }),
      async () => {
        const refused = await browser.go((await world.reader.begin()).url);
        expect(refused.status).toBe(403);
        expect(helpOn(refused.body)).toEqual(['de-regenboog']);
      },
    );
  });

  it('is on the page about an answer of the school that cannot be used', async () => {
    const { browser, choose } = await openChooser();
    const attributes = pip.filter(([name]) => name !== 'eduPersonAffiliation');
    const failed = await world.answerAtRegenboog(browser, await choose('de-regenboog'), { attributes });
    expect(failed.body).toContain('We weten niet of je leerling of leraar bent');
    expect(helpOn(failed.body)).toEqual(['de-regenboog']);
  });

  it('of a school that closed gives way to the name of its board', async () => {
    await during(
      world,
      withMembers('schools', 'de-regenboog', { closed: { on: '2026-01-01' } }),
      async () => {
        const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
        const refused = await world.browser().go(visit.url);
        expect(refused.body).toContain('De Regenboog is gesloten');
        expect(refused.body).toContain('Waterland');
        expect(helpOn(refused.body)).toEqual([]);
      },
    );
  });

  it('is not on the page about a login that all its schools share', async () => {
    await during(world, withMembers('idps', 'zee-saml', { disabled: true }), async () => {
      const { browser, chooser } = await openChooser();
      const [transaction = ''] = /\/login\/[^/]+/.exec(chooser.url.pathname) ?? [];
      const closed = await browser.go(`${world.issuer}${transaction}/idp/zee-saml/closed`);
      expect(closed.body).toContain('Deze manier van inloggen staat uit');
      expect(helpOn(closed.body)).toEqual([]);
    });
  });

  it('is on the chooser behind a visit to which the supplier sent the person, and on none behind another', async () => {
    const { url } = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const browser = world.browser();
    const away = await browser.go(url);
    expect(away.url.host).not.toBe(new URL(world.issuer).host);
    const { cookies } = await browser.cookies.serialize();
    const paths = cookies.map((cookie) => String(cookie['path']));
    const cookiePath = paths.find((path) => path.startsWith('/login/')) ?? '';
    expect(helpOn((await browser.go(`${world.issuer}${cookiePath}/schools`)).body)).toEqual(['de-regenboog']);
    expect(helpOn((await browser.go(`${world.issuer}${cookiePath}/schools?q=kade`)).body)).toEqual([]);
  });

  it('is told to nobody for an address alone', async () => {
    const { chooser } = await openChooser();
    for (const path of [
      'school/de-regenboog',
      'school/de-vuurtoren/not-taking-part',
      'school/de-regenboog/cancelled',
    ]) {
      const page = await world.browser().go(`${chooser.url.href}/${path}`);
      expect(page.status, path).toBeGreaterThanOrEqual(400);
      expect(helpOn(page.body), path).toEqual([]);
    }
  });
});
