import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { openTarget, type Target } from './target.ts';

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
