import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { onePost, oneRequest } from '../../testkit/actors/one-request.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { during, withMembers, withRecord } from '../../testkit/world/change-federation.ts';
import { nameIdOf, signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { follow, isSignedIn, linkOf } from '../../testkit/world/signing-out.ts';
import { withoutErrorIds } from '../../testkit/pages/printed.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* One tablet, several children: what a page says to whoever holds it now. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const someoneElse = 'Inloggen met een ander account';
const isAskedAnew = (at: Arrived) => world.questionAt(at).xml.includes('ForceAuthn="true"');
const sam = {
  nameId: nameIdOf('pupil-0002'),
  attributes: [['givenName', ['Sam']], ...pip.slice(1, 4), ['nlEduPersonUnit', ['groep-8']], ...pip.slice(5)],
} as const;
const onlyGroupEight = withRecord('access', {
  school: 'de-regenboog',
  service: 'leesboom-reader',
  groups: ['groep-8'],
});

async function tapReader(browser: Browser) {
  const visit = await world.reader.begin();
  return { visit, page: await browser.go(visit.url) };
}

describe('a refusal that depends on the person', () => {
  it('is told right after their own sign-in, in both languages, and to nobody else', async () => {
    await during(world, onlyGroupEight, async () => {
      const browser = world.browser();
      const own = await signInAtRegenboog(world, browser, world.reader);
      expect(own.arrived.body).toContain('niet aan voor jouw klas');
      expect((await browser.go(`${own.arrived.url.href}?lang=en`)).body).toContain(
        'not switched on for your class',
      );
      await browser.go(`${own.arrived.url.href}?lang=nl`);

      const { page } = await tapReader(browser);
      expect(page.status).toBe(403);
      expect(page.body).toContain('Log in met je eigen account');
      expect(page.body).not.toMatch(/klas|groep|leerjaar|leraar|leerling|bezwaar|Regenboog|Pip/);
    });
  });

  it('lets the next child sign in, whom the school is asked for anew', async () => {
    await during(world, onlyGroupEight, async () => {
      const browser = world.browser();
      await signInAtRegenboog(world, browser, world.reader);
      const { visit, page } = await tapReader(browser);
      const chooser = await follow(browser, page, 'Log in met je eigen account');
      expect(chooser.body).toContain('Kies je school');
      const atSchool = await follow(browser, chooser, 'De Regenboog');
      expect(isAskedAnew(atSchool)).toBe(true);
      const arrived = await world.answerAtRegenboog(browser, atSchool, sam);
      expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Sam');
    });
  });

  it('is told to the same child who signs in again', async () => {
    const browser = world.browser();
    await signInAtKade(world, browser, world.reader, 'vera');
    const visit = await world.dashboard.begin();
    const page = await browser.go(visit.url);
    expect(page.body).toContain('Log in met je eigen account');
    expect(page.body).not.toMatch(/leraren|leerlingen|Kade/);
    const told = await follow(
      browser,
      await follow(browser, page, 'Log in met je eigen account'),
      'College De Kade',
    );
    expect(told.body).toContain('Rekenrijk Dashboard is niet voor jou gemaakt');
  });

  it('says to close the browser at a login that is known not to ask', async () => {
    await during(world, withMembers('idps', 'kade-entra', { asksAnew: false }), async () => {
      const browser = world.browser();
      await signInAtKade(world, browser, world.reader, 'vera');
      const page = await browser.go((await world.dashboard.begin()).url);
      expect(page.body).toContain('Sluit dan eerst de browser helemaal af');
    });
  });

  it('tells the supplier the same words whatever it is', async () => {
    const answers = [];
    for (const service of [world.practice, world.dashboard]) {
      const browser = world.browser();
      await signInAtKade(world, browser, world.reader, 'vera');
      const page = await browser.go((await service.begin()).url);
      const back = await follow(browser, page, 'Terug naar');
      answers.push([back.url.searchParams.get('error'), back.url.searchParams.get('error_description')]);
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('a refusal that depends on the school', () => {
  it('is told to whoever comes, in the same words to all, with a way in for somebody else', async () => {
    const pages = [];
    for (const login of ['vera', 'docent']) {
      const browser = world.browser();
      await signInAtKade(world, browser, world.reader, login);
      const page = await browser.go((await world.practice.begin()).url);
      expect(page.body).toContain('Je school heeft Rekenrijk Oefenen niet aangezet');
      expect(linkOf(page, someoneElse)).toContain('/someone-else');
      pages.push(withoutErrorIds(page.body).replaceAll(/\/login\/[\w-]+/g, '/login/…'));
    }
    expect(pages[0]).toBe(pages[1]);
  });

  it('ends the session of the first child, tokens included, as soon as somebody says to be another', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtKade(world, browser, world.reader, 'vera');
    const tokens = await world.reader.exchange(visit, arrived.url);
    const page = await browser.go((await world.practice.begin()).url);
    await follow(browser, page, someoneElse);
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
    expect(await isSignedIn(world, browser)).toBe(false);
    // back to the page: it no longer knows of anybody
    expect((await browser.go(page.url.href)).body).toContain('Kies je school');
  });

  it('forgets who signed in and had not gone on yet', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const form = world.answerFormAtRegenboog(await browser.go(visit.url));
    const arrived = await onePost(browser, form);
    expect((await oneRequest(browser, arrived.to.href)).to.pathname).toMatch(/^\/authorize\//);
    const login = arrived.to.href.replace(/\/arrived.*$/, '');
    expect((await oneRequest(browser, `${login}/someone-else`)).to.href).toBe(`${login}/schools`);
    for (const address of [login, `${login}/went-on`]) {
      expect((await oneRequest(browser, address)).to.pathname).not.toMatch(/^\/authorize\//);
    }
    expect(await isSignedIn(world, browser)).toBe(false);
  });

  it('ends no session of another browser', async () => {
    const [browser, stranger] = [world.browser(), world.browser()];
    await signInAtKade(world, browser, world.reader, 'vera');
    const page = await browser.go((await world.practice.begin()).url);
    expect((await stranger.go(`${page.url.href}/someone-else`)).status).toBe(400);
    expect(await isSignedIn(world, browser)).toBe(true);
  });
});

describe('the choice between the schools of one person', () => {
  it('can be left by somebody else, and is gone then', async () => {
    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const attributes = [
      ...pip.slice(0, 3),
      ['eduPersonAffiliation', ['employee']],
      ['nlEduPersonHomeOrganizationBranchId', ['99AC01', '99AC02']],
    ] as const;
    const picker = await world.answerAtZee(browser, await browser.go(visit.url), { attributes });
    const chooser = await follow(browser, picker, someoneElse);
    expect(chooser.body).toContain('Kies je school');
    expect((await browser.go(picker.url.href)).status).toBe(400);
    expect((await browser.go(`${picker.url.href}/het-kompas`)).status).toBe(400);
  });
});

describe('after a sign-in that failed', () => {
  const strange = [...pip.slice(0, 3), ['eduPersonAffiliation', ['visitor']], ...pip.slice(4)] as const;

  it('another account can be taken: the school is asked anew, and is not the strongest choice', async () => {
    const browser = world.browser();
    const first = await browser.go((await world.reader.begin()).url);
    const atSchool = await follow(browser, first, 'De Regenboog');
    expect(isAskedAnew(atSchool)).toBe(false);
    const failed = await world.answerAtRegenboog(browser, atSchool, { attributes: strange });
    expect(failed.status).toBe(403);
    const { visit, page: chooser } = await tapReader(browser);
    expect(chooser.body).toContain('De vorige keer gekozen op dit apparaat');
    expect(chooser.body).not.toContain('choice strong');
    const again = await follow(browser, chooser, 'De Regenboog');
    expect(isAskedAnew(again)).toBe(true);
    const arrived = await world.answerAtRegenboog(browser, again);
    expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Pip');
    await browser.cookies.removeAllCookies();
  });

  it('also when an identifier is refused after the way back', async () => {
    const browser = world.browser();
    const { arrived } = await signInAtRegenboog(world, browser, world.reader, {
      editAssertion: (xml) => xml.replaceAll(/<saml:NameID[^>]*>[^<]*<\/saml:NameID>/g, ''),
    });
    expect(arrived.status).toBeGreaterThanOrEqual(400);
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    expect(isAskedAnew(await browser.go(visit.url))).toBe(true);
  });

  it('which the person stopped, no way on is stronger, and trying again asks anew', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const cancelled = await world.answerAtRegenboog(browser, await browser.go(visit.url), {
      status:
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"></samlp:StatusCode></samlp:StatusCode>',
    });
    expect(cancelled.body).toContain('Je bent nog niet ingelogd');
    expect(cancelled.body).not.toMatch(/button primary|choice strong/);
    expect(linkOf(cancelled, 'Een andere school kiezen')).toContain('/schools');
    const again = await follow(browser, cancelled, 'Probeer het opnieuw');
    expect(isAskedAnew(again)).toBe(true);
  });
});

describe('two children in two tabs', () => {
  it('end with the one who came back last, and without a white page', async () => {
    const browser = world.browser();
    const [one, two] = [
      await world.reader.begin({ login_hint: 'school:de-regenboog' }),
      await world.practice.begin({ login_hint: 'school:de-regenboog' }),
    ];
    const [atOne, atTwo] = [await browser.go(one.url), await browser.go(two.url)];
    // the first one is back from the school, and stops at the door to the supplier's request
    const held = await stopAt(browser, atOne, /\/authorize\//);
    await world.answerAtRegenboog(browser, atTwo, sam);
    const arrived = await browser.go(held);
    expect((await world.reader.receive(one, arrived.url)).userinfo).toHaveProperty('given_name', 'Pip');
  });

  /** Answers at the school and follows redirects up to the address of this shape, which is not visited. */
  async function stopAt(browser: Browser, atSchool: Arrived, shape: RegExp): Promise<string> {
    const form = world.answerFormAtRegenboog(atSchool);
    let at = form.action;
    let init: RequestInit = {
      method: 'POST',
      body: new URLSearchParams(form.fields),
      headers: { 'sec-fetch-site': 'cross-site' },
    };
    for (let count = 0; count < 10 && !shape.test(at); count += 1) {
      const response = await fetch(at, { ...init, redirect: 'manual' });
      for (const line of response.headers.getSetCookie()) await browser.cookies.setCookie(line, at);
      at = new URL(response.headers.get('location') ?? '', at).href;
      init = { headers: { cookie: await browser.cookies.getCookieString(at) } };
    }
    return at;
  }
});
