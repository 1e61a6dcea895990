import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHmac } from 'node:crypto';
import type { Browser } from '../../testkit/actors/browser.ts';
import { signInAtRegenboog, signOn } from '../../testkit/world/sign-in.ts';
import { openTarget, type Target } from './target.ts';

/*
 * Session fixation (CWE-384) and cookies that were changed or planted: RFC 6265 section 8.6 (weak integrity), RFC 9700
 * section 4.7. A cookie that the broker did not give to this browser for this step opens nothing.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

type Cookies = Map<string, string>;

async function cookiesOf(browser: Browser): Promise<Cookies> {
  const all = await browser.cookies.getCookies(`${target.world.issuer}/`, { expire: false });
  return new Map(all.map(({ key, value }) => [key, value]));
}

async function plant(browser: Browser, cookies: Cookies): Promise<void> {
  for (const [name, value] of cookies) {
    await browser.cookies.setCookie(`${name}=${value}; Path=/`, `${target.world.issuer}/`);
  }
}

async function isSignedIn(browser: Browser): Promise<boolean> {
  const silent = await browser.go((await target.world.reader.begin({ prompt: 'none' })).url);
  return silent.url.searchParams.has('code');
}

async function signedIn(): Promise<Browser> {
  const browser = target.world.browser();
  await signInAtRegenboog(target.world, browser, target.world.reader);
  return browser;
}

describe('a session', () => {
  it('that an attacker planted before the login is not the one that is signed in', async () => {
    const attacker = target.world.browser();
    await attacker.go((await target.world.reader.begin()).url);
    const planted = await cookiesOf(attacker);
    const victim = target.world.browser();
    await plant(victim, planted);
    await signInAtRegenboog(target.world, victim, target.world.reader);
    expect(await isSignedIn(victim)).toBe(true);
    await plant(attacker, planted);
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it('gets a new name when somebody signs in, and when another person does', async () => {
    const browser = target.world.browser();
    await browser.go((await target.world.reader.begin()).url);
    const before = (await cookiesOf(browser)).get('sluis_session');
    await signInAtRegenboog(target.world, browser, target.world.reader);
    const first = await cookiesOf(browser);
    expect(first.get('sluis_session')).not.toBe(before);
    const nameId =
      '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">somebody-else</saml:NameID>';
    await signInAtRegenboog(target.world, browser, target.world.reader, { nameId }, { prompt: 'login' });
    expect((await cookiesOf(browser)).get('sluis_session')).not.toBe(first.get('sluis_session'));
    const old = target.world.browser();
    await plant(old, first);
    expect(await isSignedIn(old)).toBe(false);
  });

  it("of an attacker that is planted into a victim's browser does not take over the victim's", async () => {
    const [victim, attacker] = [await signedIn(), target.world.browser()];
    await attacker.go((await target.world.reader.begin()).url);
    const own = await signOn(victim, target.world.reader);
    const visit = await target.world.reader.begin();
    const withLogin = new Map(
      [...(await cookiesOf(attacker))].filter(([name]) => name.startsWith('sluis_login')),
    );
    await plant(victim, withLogin);
    const again = await target.world.reader.receive(visit, (await victim.go(visit.url)).url);
    expect(again.idToken['sub']).toBe(own.idToken['sub']);
  });
});

describe('a cookie', () => {
  it('without signature, with another one, or of another name is no session', async () => {
    const good = await cookiesOf(await signedIn());
    const value = good.get('sluis_session') ?? '';
    const signature = good.get('sluis_session.sig') ?? '';
    expect(signature).not.toBe('');
    const guessed = createHmac('sha1', 'guess').update(`sluis_session=${value}`).digest('base64url');
    const forged: readonly (readonly [string, string])[][] = [
      [['sluis_session', value]],
      [
        ['sluis_session', value],
        ['sluis_session.sig', ''],
      ],
      [
        ['sluis_session', value],
        ['sluis_session.sig', guessed],
      ],
      [
        ['sluis_session', value],
        ['sluis_session.sig', signature.slice(0, -1)],
      ],
      [
        ['sluis_session', `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
        ['sluis_session.sig', signature],
      ],
      [
        ['sluis_session', value.toLowerCase()],
        ['sluis_session.sig', signature],
      ],
      [
        ['sluis_login', value],
        ['sluis_login.sig', signature],
      ],
    ];
    for (const cookies of forged) {
      const thief = target.world.browser();
      await plant(thief, new Map(cookies));
      expect(await isSignedIn(thief)).toBe(false);
    }
  });

  it('is HttpOnly and SameSite=Lax, and names nobody', async () => {
    const browser = await signedIn();
    const all = await browser.cookies.getCookies(`${target.world.issuer}/`);
    expect(all.length).toBeGreaterThan(0);
    for (const { key, httpOnly, sameSite, value } of all) {
      expect([key, httpOnly, sameSite]).toEqual([key, true, 'lax']);
      expect(value).not.toMatch(/Pip|pupil|Voorbeeld/);
    }
  });

  it.each([
    'sluis_session=%00; sluis_session.sig=%00',
    'sluis_session=%E0%A4%A; school=%E0%A4%A; lang=%E0%A4%A',
    '__proto__=x; constructor=y; toString=z',
    `sluis_session=${'a'.repeat(4000)}; sluis_session.sig=${'b'.repeat(4000)}`,
    ';;;=;=;,,,"',
    Array.from({ length: 300 }, (_, index) => `c${String(index)}=x`).join('; '),
    'school="><script>; service=../../etc/passwd; lang=xx',
    'service=nobody; school=nobody',
  ])('header of nonsense (%#) is answered as if it were not there', async (cookie) => {
    const url = (await target.world.reader.begin()).url;
    const answer = await fetch(url, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
    expect(answer.status).toBe(303);
    const home = await fetch(target.world.issuer, { headers: { cookie, accept: 'text/html' } });
    expect(home.status).toBe(200);
    expect(await home.text()).not.toContain('"><script>');
  });
});
