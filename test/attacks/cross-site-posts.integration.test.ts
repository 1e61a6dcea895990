import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { isSignedIn } from '../../testkit/world/signing-out.ts';
import { authorizeUrl, openTarget, type Target } from './target.ts';

/*
 * Cross-site request forgery: another site lets the browser post, and the cookies of the broker come along, as they did
 * before SameSite and do in a browser that does not know it.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

/** A login that waits for a choice of school, in its browser. */
async function openChooser(): Promise<{ readonly browser: Browser; readonly address: string }> {
  const browser = target.world.browser();
  const chooser = await browser.go((await target.world.reader.begin()).url);
  return { browser, address: chooser.url.href };
}

async function post(browser: Browser, address: string, headers: Readonly<Record<string, string>>) {
  const cookie = await browser.cookies.getCookieString(address);
  return fetch(address, { method: 'POST', redirect: 'manual', headers: { cookie, ...headers } });
}

describe('a post that another site makes the browser send', () => {
  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ])('does nothing in a login, with all its cookies: %j', async (headers) => {
    const { browser, address } = await openChooser();
    const answer = await post(browser, `${address}/forget`, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('would have done something: the same post of our own page does', async () => {
    const { browser, address } = await openChooser();
    const answer = await post(browser, `${address}/forget`, { 'sec-fetch-site': 'same-origin' });
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie().join()).toContain('school=');
  });

  it('may be the answer of a school, which has to prove itself', async () => {
    const { issuer } = target.world;
    const answer = await post(target.world.browser(), `${issuer}/saml/regenboog-saml/acs`, {
      'sec-fetch-site': 'cross-site',
    });
    expect(answer.status).toBe(400);
  });

  it('is no answer of a school at an address that only looks like it', async () => {
    const { issuer } = target.world;
    for (const path of ['/SAML/regenboog-saml/ACS', '/saml/regenboog-saml/acs/']) {
      const answer = await post(target.world.browser(), `${issuer}${path}`, {
        'sec-fetch-site': 'cross-site',
      });
      expect(answer.status).toBe(403);
    }
  });
});

/*
 * OpenID Connect Core 3.1.2.1 and RP-Initiated Logout 2 let other sites post to two addresses. What they post is kept
 * and does nothing, whatever cookies come along.
 */
describe('a request that another site posts', () => {
  async function postForm(browser: Browser, path: string, fields: Readonly<Record<string, string>>) {
    const address = target.world.issuer + path;
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: await browser.cookies.getCookieString(address),
        'sec-fetch-site': 'cross-site',
        accept: 'text/html',
      },
      body: new URLSearchParams(fields),
    });
    return { answer, location: answer.headers.get('location') ?? '' };
  }
  const parameters = async () =>
    Object.fromEntries(new URL(await authorizeUrl(target.world.reader)).searchParams);

  async function signedIn(): Promise<Browser> {
    const browser = target.world.browser();
    await signInAtRegenboog(target.world, browser, target.world.reader);
    return browser;
  }

  it.each(['/authorize', '/logout'])(
    'to %s sets no cookie, has no page, and leads to us alone',
    async (path) => {
      const { answer, location } = await postForm(await signedIn(), path, await parameters());
      expect([answer.status, await answer.text()]).toEqual([303, '']);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(location).toMatch(new RegExp(`^${path}/posted/[\\w-]{43}$`));
    },
  );

  it('signs nobody out: neither by the post, nor by what follows of itself', async () => {
    const browser = await signedIn();
    const { location } = await postForm(browser, '/logout', {
      client_id: 'leesboom-reader',
      logout: 'yes',
      xsrf: 'x',
    });
    expect(await isSignedIn(target.world, browser)).toBe(true);
    const asked = await browser.go(target.world.issuer + location);
    expect(asked.body).toContain('Wil je uitloggen?');
    expect(await isSignedIn(target.world, browser)).toBe(true);
  });

  it('goes on once, and only as what it was posted as', async () => {
    const browser = target.world.browser();
    const { location } = await postForm(browser, '/authorize', await parameters());
    const asLogout = await browser.go(target.world.issuer + location.replace('/authorize/', '/logout/'));
    expect(asLogout.url.pathname).toBe('/logout/success');
    const chooser = await browser.go(target.world.issuer + location);
    expect(chooser.url.pathname).toMatch(/^\/login\//);
    await target.refusedByPage(
      (other) => other.go(target.world.issuer + location),
      'login.transaction_unknown',
    );
  });

  it('goes on once, when it is asked for 20 times at the same time', async () => {
    const { location } = await postForm(target.world.browser(), '/authorize', await parameters());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fetch(target.world.issuer + location, { redirect: 'manual', headers: { accept: 'text/html' } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
  });

  it.each(['HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS'])('is not used up by %s', async (method) => {
    const { location } = await postForm(target.world.browser(), '/authorize', await parameters());
    await fetch(target.world.issuer + location, { method, redirect: 'manual' });
    const chooser = await target.world.browser().go(target.world.issuer + location);
    expect(chooser.url.pathname).toMatch(/^\/login\//);
  });

  it.each(['x', 'a'.repeat(42), 'a'.repeat(43), `${'a'.repeat(43)}/x`, '..%2f..%2fauthorize', '%00'])(
    'is not found by the guess %s',
    async (guess) => {
      const page = await target.world.browser().go(`${target.world.issuer}/authorize/posted/${guess}`);
      expect([400, 404]).toContain(page.status);
    },
  );

  it('belongs to the session of whoever goes on, not of whoever posted it', async () => {
    const [attacker, victim] = [await signedIn(), target.world.browser()];
    const { location } = await postForm(attacker, '/authorize', await parameters());
    const chooser = await victim.go(target.world.issuer + location);
    expect(chooser.url.pathname).toMatch(/^\/login\//);
    expect(await isSignedIn(target.world, victim)).toBe(false);
  });
});
