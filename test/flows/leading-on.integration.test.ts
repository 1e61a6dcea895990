import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { editRecord } from '../../testkit/world/edit-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* Back, bookmarks and old tabs: addresses of a login that is over, in a browser in which somebody is signed in. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const startOfReader = 'https://reader.leesboom.example/login';

const addresses = [
  '',
  '/schools',
  '/schools?q=regen',
  '/school/de-regenboog',
  '/school/de-regenboog/idp/regenboog-saml',
  '/arrived?ticket=x',
  '/pick',
  '/pick/het-kompas',
  '/went-on',
  '/school/de-regenboog/cancelled',
];

async function loginThatIsOver(browser: Browser): Promise<string> {
  const chooser = await browser.go((await world.reader.begin()).url);
  const atSchool = await browser.go(`${chooser.url.href}/school/de-regenboog`);
  await world.answerAtRegenboog(browser, atSchool);
  return chooser.url.href;
}

describe('the address of a login that is over', () => {
  it('leads nobody on who is not signed in, in this browser or any more', async () => {
    const browser = world.browser();
    const login = await loginThatIsOver(browser);
    for (const address of addresses) {
      expect((await world.browser().go(`${login}${address}`)).status, address).toBe(400);
    }
    await browser.cookies.setCookie('sluis_session=; Path=/; Max-Age=0', world.issuer);
    for (const address of addresses) {
      expect((await browser.go(`${login}${address}`)).status, address).toBe(400);
    }
  });

  it.each(['/someone-else', '/back', '/not-available', '/unproven'])(
    'leads nobody on who turned away there, also in a session (%s)',
    async (address) => {
      const browser = world.browser();
      const login = await loginThatIsOver(browser);
      expect((await browser.go(`${login}${address}`)).status).toBe(400);
    },
  );

  it('takes nothing that is posted', async () => {
    const browser = world.browser();
    const login = await loginThatIsOver(browser);
    expect((await browser.post(`${login}/forget`, {})).status).toBe(400);
  });

  it('leads nobody on to a service that is blocked', async () => {
    const browser = world.browser();
    const login = await loginThatIsOver(browser);
    await editRecord(world, 'services', 'leesboom-reader', (service) => ({ ...service, blocked: true }));
    expect((await browser.go(login)).status).toBe(400);
    await editRecord(world, 'services', 'leesboom-reader', (service) => ({ ...service, blocked: false }));
    expect((await browser.go(login)).url.href).toBe(startOfReader);
  });

  it.each(addresses)('leads whoever is signed in on to the service (%s)', async (address) => {
    const browser = world.browser();
    const login = await loginThatIsOver(browser);
    const { url, status } = await browser.go(`${login}${address}`);
    expect({ status, at: url.href }).toEqual({ status: 0, at: startOfReader });
  });

  it('leads on from the bookmark of somebody else too, as the person who is signed in here', async () => {
    const login = await loginThatIsOver(world.browser());
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    expect((await browser.go(login)).url.href).toBe(startOfReader);
  });
});
