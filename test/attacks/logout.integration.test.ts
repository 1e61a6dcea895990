import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstForm, type Browser } from '../../testkit/actors/browser.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openTarget, type Target } from './target.ts';

/*
 * Logout as an attack: OpenID Connect RP-Initiated Logout 1.0 sections 2 and 6 (ask the person, so that no image or
 * link elsewhere signs people out), and cross-site request forgery of the confirmation.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

async function signedIn() {
  const browser = target.world.browser();
  const { visit, arrived } = await signInAtRegenboog(target.world, browser, target.world.reader);
  const tokens = await target.world.reader.exchange(visit, arrived.url);
  return { browser, tokens };
}

async function hasSession(browser: Browser): Promise<boolean> {
  const silent = await browser.go((await target.world.reader.begin({ prompt: 'none' })).url);
  return silent.url.searchParams.has('code');
}

const confirm = () => `${target.world.issuer}/logout/confirm`;

describe('a link to the logout', () => {
  it('only asks, also with a good id_token_hint and several times', async () => {
    const { browser, tokens } = await signedIn();
    for (let count = 0; count < 3; count += 1) {
      const asked = await browser.go(`${target.world.issuer}/logout?id_token_hint=${tokens.id_token ?? ''}`);
      expect(asked.status).toBe(200);
      expect(asked.body).not.toMatch(/<script(?![^>]*src=)/);
    }
    expect(await hasSession(browser)).toBe(true);
  });

  it('with an id_token_hint that was made up is refused', async () => {
    const { browser } = await signedIn();
    const made = new UnsecuredJWT({ sub: 'x', aud: 'leesboom-reader', iss: target.world.issuer }).encode();
    const page = await browser.go(`${target.world.issuer}/logout?id_token_hint=${made}`);
    expect(page.status).toBe(400);
    expect(await hasSession(browser)).toBe(true);
  });

  it('with an id_token_hint for another client than it names is refused', async () => {
    const { tokens } = await signedIn();
    await target.refusedByPage(
      (browser) =>
        browser.go(
          `${target.world.issuer}/logout?client_id=rekenrijk-practice&id_token_hint=${tokens.id_token ?? ''}`,
        ),
      'oauth.invalid_request',
    );
  });
});

describe('a logout that is posted', () => {
  /** Every address and every page on the way of a posted logout, as the browser goes it. */
  async function wayOf(browser: Browser, fields: Readonly<Record<string, string>>) {
    const posted = await fetch(`${target.world.issuer}/logout`, {
      method: 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html' },
      body: new URLSearchParams(fields),
    });
    const location = posted.headers.get('location') ?? '';
    const asked = await browser.go(target.world.issuer + location);
    const { fields: confirmation } = firstForm(asked.body);
    const end = await browser.post(confirm(), { ...confirmation, logout: 'yes' });
    return { asked, end, text: [location, asked.url.href, asked.body, end.url.href, end.body].join('\n') };
  }

  it('has its id_token_hint in no address and on no page', async () => {
    const { browser, tokens } = await signedIn();
    const hint = tokens.id_token ?? '';
    const post_logout_redirect_uri = 'https://reader.leesboom.example/bye';
    const { asked, end, text } = await wayOf(browser, { id_token_hint: hint, post_logout_redirect_uri });
    expect(asked.body).toContain('Wil je uitloggen?');
    expect(end.body).toContain(post_logout_redirect_uri);
    for (const part of hint.split('.')) expect(text).not.toContain(part);
    expect(JSON.stringify(target.world.logger.events)).not.toContain(hint.split('.')[1]);
  });

  it.each([
    ['that was made up', () => new UnsecuredJWT({ sub: 'x', aud: 'leesboom-reader' }).encode()],
    ['that is nothing', () => 'x.y.z'],
  ])('with an id_token_hint %s is refused', async (_name, hint) => {
    const { browser } = await signedIn();
    const page = await browser.postFromOtherSite(`${target.world.issuer}/logout`, { id_token_hint: hint() });
    expect(page.status).toBe(400);
    expect(await hasSession(browser)).toBe(true);
  });

  it('leads to no address that is not registered', async () => {
    const { browser, tokens } = await signedIn();
    const page = await browser.postFromOtherSite(`${target.world.issuer}/logout`, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://evil.example/',
    });
    expect(page.status).toBe(400);
    expect(page.body).not.toContain('evil.example');
  });
});

describe('a forged confirmation', () => {
  it.each([
    ['without anything', {}],
    ['without the secret', { logout: 'yes' }],
    ['with an empty secret', { xsrf: '', logout: 'yes' }],
    ['with a guessed secret', { xsrf: 'a'.repeat(48), logout: 'yes' }],
  ])('%s is refused, before and after the page was seen', async (_name, fields) => {
    const { browser } = await signedIn();
    expect((await browser.post(confirm(), fields)).status).toBe(400);
    await browser.go(`${target.world.issuer}/logout`);
    expect((await browser.post(confirm(), fields)).status).toBe(400);
    expect(await hasSession(browser)).toBe(true);
  });

  it("with the secret of the attacker's own session is refused", async () => {
    const [victim, attacker] = [await signedIn(), await signedIn()];
    const page = await attacker.browser.go(`${target.world.issuer}/logout`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await victim.browser.go(`${target.world.issuer}/logout`);
    expect((await victim.browser.post(confirm(), { xsrf, logout: 'yes' })).status).toBe(400);
    expect(await hasSession(victim.browser)).toBe(true);
  });

  it('from another site is refused: no cookie comes along', async () => {
    const { browser } = await signedIn();
    const page = await browser.go(`${target.world.issuer}/logout`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const forged = await browser.postFromOtherSite(confirm(), { xsrf, logout: 'yes' });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    expect(await hasSession(browser)).toBe(true);
  });

  it('as a link is not even an address', async () => {
    const { browser } = await signedIn();
    const page = await browser.go(`${confirm()}?xsrf=x&logout=yes`);
    expect(page.status).toBe(404);
    expect(await hasSession(browser)).toBe(true);
  });
});

describe('a confirmation', () => {
  it('without "yes" keeps the session, and a second use of the secret does nothing', async () => {
    const { browser, tokens } = await signedIn();
    const page = await browser.go(`${target.world.issuer}/logout`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await browser.post(confirm(), { xsrf, logout: 'yes' });
    expect(await hasSession(browser)).toBe(false);
    await expect(target.world.reader.userinfo(tokens)).rejects.toThrow();
    expect((await browser.post(confirm(), { xsrf, logout: 'yes' })).status).toBe(400);
  });
});
