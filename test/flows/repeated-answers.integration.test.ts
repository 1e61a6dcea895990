import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { onePost, oneRequest } from '../../testkit/actors/one-request.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/*
 * The same answer comes again within seconds: a page that submits twice, a browser that sends once more. Whatever the first
 * got to, the person is signed in, once. What is refused all the same is in `attacks/login-replay.integration.test.ts`.
 */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const startOfReader = 'https://reader.leesboom.example/login';

async function atRegenboog() {
  const browser = world.browser();
  const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
  const form = world.answerFormAtRegenboog(await browser.go(visit.url));
  return { browser, visit, form };
}

/** Signed in at the Entra-like school: the address of our callback, with the answer that has not come back yet. */
async function atKade(browser: Browser) {
  const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
  world.entra.signInAs('vera');
  let { to } = await oneRequest(browser, visit.url);
  while (to.origin === world.entra.origin) ({ to } = await oneRequest(browser, to.href));
  return { visit, callback: to.href };
}

describe('a SAML answer that comes again', () => {
  it('before its ticket was used gets another one, and the first is void', async () => {
    const { browser, visit, form } = await atRegenboog();
    const [first, second] = [await onePost(browser, form), await onePost(browser, form)];
    expect(second.to.pathname).toBe(first.to.pathname);
    expect(second.to.search).not.toBe(first.to.search);
    const { url } = await browser.go(second.to.href);
    expect((await world.reader.receive(visit, url)).userinfo).toHaveProperty('given_name', 'Pip');
  });

  it('is refused with the void ticket, which uses up nothing', async () => {
    const { browser, visit, form } = await atRegenboog();
    const [first, second] = [await onePost(browser, form), await onePost(browser, form)];
    expect((await browser.go(first.to.href)).status).toBe(400);
    const { url } = await browser.go(second.to.href);
    expect(url.searchParams.get('state')).toBe(visit.state);
  });

  it('after its ticket was used finds the login that went on, and no second sign-in', async () => {
    const { browser, visit, form } = await atRegenboog();
    const first = await onePost(browser, form);
    const signedIn = await oneRequest(browser, first.to.href);
    expect(signedIn.to.pathname).toMatch(/^\/authorize\//);
    const second = await onePost(browser, form);
    expect(second.to.pathname).toMatch(/^\/login\/[\w-]+\/went-on$/);
    expect((await oneRequest(browser, second.to.href)).to.href).toBe(signedIn.to.href);
    const { url } = await browser.go(second.to.href);
    expect((await world.reader.receive(visit, url)).userinfo).toHaveProperty('given_name', 'Pip');
  });

  it('while the first still signs the person in waits for that', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { browser, visit, form } = await atRegenboog();
      const first = await onePost(browser, form);
      const [, { url }] = await Promise.all([
        oneRequest(browser, first.to.href),
        browser.postFromOtherSite(form.action, form.fields),
      ]);
      expect(url.searchParams.get('state')).toBe(visit.state);
      expect(url.searchParams.has('code')).toBe(true);
    }
  });

  it('after the login is over is led on to the service, which knows the person', async () => {
    const { browser, form } = await atRegenboog();
    await browser.postFromOtherSite(form.action, form.fields);
    expect((await browser.postFromOtherSite(form.action, form.fields)).url.href).toBe(startOfReader);
  });

  it('while a school is picked leads back to the choice', async () => {
    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const form = world.answerFormAtZee(await browser.go(visit.url), {
      attributes: [
        ['eduPersonAffiliation', ['employee']],
        ['nlEduPersonHomeOrganizationBranchId', ['99AC01', '99AC02']],
      ],
    });
    const picker = await browser.postFromOtherSite(form.action, form.fields);
    expect(picker.url.pathname).toMatch(/\/pick$/);
    expect((await browser.postFromOtherSite(form.action, form.fields)).url.href).toBe(picker.url.href);
  });

  it('in a browser that did not begin the login gives that browser nothing', async () => {
    const { browser, form } = await atRegenboog();
    const first = await onePost(browser, form);
    await oneRequest(browser, first.to.href);
    const thief = await world.browser().postFromOtherSite(form.action, form.fields);
    expect(thief.status).toBe(400);
    expect(thief.url.href).not.toContain('code=');
  });
});

describe('the dispatcher', () => {
  it('leads a login that has its outcome on, and to no second sign-in', async () => {
    const { browser, visit, form } = await atRegenboog();
    const first = await onePost(browser, form);
    const signedIn = await oneRequest(browser, first.to.href);
    const dispatcher = first.to.href.replace(/\/arrived.*/, '');
    expect((await oneRequest(browser, dispatcher)).to.href).toBe(signedIn.to.href);
    expect((await browser.go(dispatcher)).url.searchParams.get('state')).toBe(visit.state);
  });
});

describe('an OpenID Connect answer that comes again', () => {
  it('at the same moment signs the person in once, whichever of the two the browser follows', async () => {
    for (const followed of [0, 1]) {
      const browser = world.browser();
      const { visit, callback } = await atKade(browser);
      const both = [await Promise.all([oneRequest(browser, callback), oneRequest(browser, callback)])].flat();
      const paths = both.map(({ to }) => to.pathname.replace(/[\w-]{43}/, '…'));
      expect(paths.toSorted()).toEqual(['/authorize/…', '/login/…/went-on']);
      const { url } = await browser.go(both[followed]?.to.href ?? '');
      expect((await world.reader.receive(visit, url)).userinfo).toHaveProperty('given_name', 'Vera');
    }
  });

  it('gets another ticket where the cookie of another tab came, and the first is void', async () => {
    const browser = world.browser();
    const { visit, callback } = await atKade(browser);
    await oneRequest(browser, (await world.reader.begin({ login_hint: 'school:de-kade' })).url);
    const [first, second] = [await oneRequest(browser, callback), await oneRequest(browser, callback)];
    expect(first.to.pathname).toMatch(/\/arrived$/);
    expect((await browser.go(first.to.href)).status).toBe(400);
    const { url } = await browser.go(second.to.href);
    expect(url.searchParams.get('state')).toBe(visit.state);
    expect(url.searchParams.has('code')).toBe(true);
  });

  it('is redeemed once: another answer to the same visit is refused', async () => {
    const browser = world.browser();
    const { callback } = await atKade(browser);
    await browser.go(callback);
    const other = callback.replace(/code=[^&]*/, 'code=another');
    expect((await world.browser().go(other)).status).toBe(400);
  });
});
