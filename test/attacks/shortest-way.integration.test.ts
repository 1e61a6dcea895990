import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { oneRequest } from '../../testkit/actors/one-request.ts';
import { openTarget, type Target } from './target.ts';

/*
 * A first login saves two requests where the cookie of its transaction proves enough: from the supplier straight to the
 * school, and on at once from an OpenID Connect callback. Two tabs and two browsers must stay apart all the same.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const hint = { login_hint: 'school:de-kade' };

/** On the way to the school, which knows nothing yet. */
async function setOut(browser: Browser) {
  const visit = await target.world.reader.begin(hint);
  const { to: school, set } = await oneRequest(browser, visit.url);
  return { visit, school, set };
}

/** Signed in there: the address of our callback, with the answer that has not come back yet. */
async function answerOf(browser: Browser, school: URL): Promise<URL> {
  target.world.entra.signInAs('vera');
  let at = school;
  while (at.origin === school.origin) at = (await oneRequest(browser, at.href)).to;
  return at;
}

async function atSchool(browser: Browser) {
  const begun = await setOut(browser);
  return { ...begun, callback: await answerOf(browser, begun.school) };
}

describe('from the supplier', () => {
  it('leads straight to the school that is known, with cookies for this login alone', async () => {
    const { school, set } = await atSchool(target.world.browser());
    expect(school.origin).toBe(new URL(target.world.entra.issuer).origin);
    const paths = set
      .filter((line) => line.startsWith('sluis_login='))
      .map((line) => /path=([^;]*)/i.exec(line)?.[1]);
    expect(paths).toEqual([expect.stringMatching(/^\/login\/[\w-]{43}$/), '/oidc/kade-entra/callback']);
    expect(set.join()).toMatch(/sluis_resume=/);
  });

  it('leads to an address of its own where there is something to choose', async () => {
    const { to } = await oneRequest(target.world.browser(), (await target.world.reader.begin()).url);
    expect(to.pathname).toMatch(/^\/login\/[\w-]{43}$/);
  });
});

describe('back from the school', () => {
  it('goes on at once in the browser that began', async () => {
    const browser = target.world.browser();
    const { visit, callback } = await atSchool(browser);
    const { to } = await oneRequest(browser, callback.href);
    expect(to.pathname).toMatch(/^\/authorize\//);
    const { userinfo } = await target.world.reader.receive(visit, (await browser.go(to.href)).url);
    expect(userinfo).toHaveProperty('given_name', 'Vera');
  });

  it('keeps two tabs apart that visit the same school, whichever comes back first', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const browser = target.world.browser();
      const tabs = [await setOut(browser), await setOut(browser)] as const;
      for (const [turn, index] of order.entries()) {
        const { visit, school } = tabs[index];
        const { to } = await oneRequest(browser, (await answerOf(browser, school)).href);
        // the cookie of the last tab is there: the other one goes by its ticket
        expect(to.pathname, `${String(index)} as number ${String(turn)}`).toMatch(
          index === 1 ? /^\/authorize\// : /^\/login\/[\w-]{43}\/arrived$/,
        );
        const arrived = await browser.go(to.href);
        expect(arrived.url.searchParams.get('state')).toBe(visit.state);
        expect(arrived.url.searchParams.has('code')).toBe(true);
      }
    }
  });

  it('stops in another browser, which did not begin this login, and is used up', async () => {
    const victim = target.world.browser();
    const { callback } = await atSchool(target.world.browser());
    await target.refusedByPage(() => victim.go(callback.href), /^login\./);
    expect((await target.world.browser().go(callback.href)).status).toBe(400);
  });

  it('stops in another browser also when that began a login of its own at the same school', async () => {
    const victim = target.world.browser();
    await atSchool(victim);
    const { callback } = await atSchool(target.world.browser());
    await target.refusedByPage(() => victim.go(callback.href), /^login\./);
  });

  it('stops when the cookie was made up or changed', async () => {
    for (const change of [(value: string) => `${value}x`, () => 'A'.repeat(43), () => '']) {
      const browser = target.world.browser();
      const { callback, visit } = await atSchool(browser);
      const kept = await browser.cookies.getCookies(callback.href);
      const login = kept.find(({ key }) => key === 'sluis_login');
      const path = 'Path=/oidc/kade-entra/callback';
      await browser.cookies.setCookie(`sluis_login=${change(login?.value ?? '')}; ${path}`, callback.href);
      // nothing is proven here: by the ticket, to where the right cookie is
      const { to } = await oneRequest(browser, callback.href);
      expect(to.pathname).toMatch(/\/arrived$/);
      expect((await browser.go(to.href)).url.searchParams.get('state')).toBe(visit.state);
    }
  });
});
