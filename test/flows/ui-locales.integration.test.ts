import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { during, withMembers, withRecord } from '../../testkit/world/change-federation.ts';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { answerSignOut, askToSignOut, follow } from '../../testkit/world/signing-out.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* The language that a service asks for with `ui_locales` counts on every page that its request leads to. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const english = { ui_locales: 'fr en' };
const languageOn = ({ body }: Arrived) => /<html lang="(\w+)"/.exec(body)?.[1];
const begin = async (browser: Browser, school?: string, wishes: Readonly<Record<string, string>> = {}) => {
  const hint = school === undefined ? {} : { login_hint: `school:${school}` };
  return browser.go((await world.reader.begin({ ...english, ...hint, ...wishes })).url);
};
const toPractice = async (browser: Browser, school: string) =>
  browser.go((await world.practice.begin({ ...english, login_hint: `school:${school}` })).url);
const onlyOthers = withRecord('access', {
  school: 'de-regenboog',
  service: 'leesboom-reader',
  groups: ['groep-8'],
});

/** What is shown, by the way that leads there. */
const pages: Readonly<Record<string, (browser: Browser) => Promise<Arrived>>> = {
  'the chooser': (browser) => begin(browser),
  'the results of a search': async (browser) =>
    browser.go(`${(await begin(browser)).url.href}/schools?q=kade`),
  'a school that is not there': async (browser) =>
    browser.go(`${(await begin(browser)).url.href}/school/nobody`),
  'the form to a school': (browser) => toPractice(browser, 'de-vuurtoren'),
  'the choice of one of several schools': async (browser) =>
    world.answerAtZee(browser, await toPractice(browser, 'de-vuurtoren'), {
      attributes: [
        ...pip.slice(0, 3),
        ['eduPersonAffiliation', ['employee']],
        ['nlEduPersonHomeOrganizationBranchId', ['99AC01', '99AC02']],
      ],
    }),
  'an answer of the school that is refused': async (browser) =>
    world.answerAtRegenboog(browser, await begin(browser, 'de-regenboog'), { signed: 'none' }),
  'an answer with a person without identifier': async (browser) =>
    world.answerAtRegenboog(browser, await begin(browser, 'de-regenboog'), { attributes: [] }),
  'somebody who turns back at the school': async (browser) => {
    const status = 'urn:oasis:names:tc:SAML:2.0:status:';
    return world.answerAtRegenboog(browser, await begin(browser, 'de-regenboog'), {
      status: `<samlp:StatusCode Value="${status}Responder"><samlp:StatusCode Value="${status}AuthnFailed"></samlp:StatusCode></samlp:StatusCode>`,
    });
  },
  'an answer about somebody of no known kind': async (browser) =>
    world.answerAtRegenboog(browser, await begin(browser, 'de-regenboog'), {
      attributes: [...pip.slice(0, 3), ['eduPersonAffiliation', ['alum']], ...pip.slice(4)],
    }),
  'an authorization request with a foreign redirect URI': (browser) =>
    begin(browser, undefined, { redirect_uri: 'https://evil.example/' }),
  'an authorization request of nobody': (browser) => begin(browser, undefined, { client_id: 'nobody' }),
  'the question of the sign-out': async (browser) => {
    await signInAtRegenboog(world, browser, world.reader);
    return askToSignOut(world, browser, english);
  },
  'the page after a yes': async (browser) => {
    await signInAtRegenboog(world, browser, world.reader);
    return answerSignOut(browser, await askToSignOut(world, browser, english), 'yes');
  },
  'the page after a no': async (browser) => {
    await signInAtRegenboog(world, browser, world.reader);
    return answerSignOut(browser, await askToSignOut(world, browser, english), 'no');
  },
  'the question once more': async (browser) => {
    await signInAtRegenboog(world, browser, world.reader);
    const page = await answerSignOut(browser, await askToSignOut(world, browser, english), 'no');
    return follow(browser, page, 'Sign out');
  },
  'the sign-out of nobody': (browser) => askToSignOut(world, browser, english),
  'a wrong sign-out': (browser) => askToSignOut(world, browser, { ...english, id_token_hint: 'x' }),
};

describe('ui_locales', () => {
  it.each(Object.entries(pages))('counts on the page: %s', async (_name, visit) => {
    expect(languageOn(await visit(world.browser()))).toBe('en');
  });

  it('counts on a refusal that depends on the person, and on the one that asks who is there', async () => {
    await during(world, onlyOthers, async () => {
      const browser = world.browser();
      const refused = await world.answerAtRegenboog(browser, await begin(browser, 'de-regenboog'));
      expect([refused.status, languageOn(refused)]).toEqual([403, 'en']);
      const later = await begin(browser);
      expect([later.status, languageOn(later)]).toEqual([403, 'en']);
    });
  });

  it('counts where a gate is closed, and where the school does not answer in the very request of the supplier', async () => {
    await during(world, withMembers('idps', 'regenboog-saml', { disabled: true }), async () => {
      expect(languageOn(await begin(world.browser(), 'de-regenboog'))).toBe('en');
    });
    const protocol = {
      kind: 'oidc',
      issuer: 'http://127.0.0.1:9/',
      clientId: 'sluis',
      clientSecret: { env: 'TEST_ENTRA_SECRET' },
    };
    await during(world, withMembers('idps', 'kade-entra', { protocol }), async () => {
      const page = await begin(world.browser(), 'de-kade');
      expect([page.status, languageOn(page)]).toEqual([503, 'en']);
    });
  });

  it('counts for a pushed request', async () => {
    world.entra.signInAs('vera');
    const visit = await world.dashboard.begin({ ...english, login_hint: 'school:de-kade' });
    expect(languageOn(await world.browser().go(visit.url))).toBe('en');
  });

  it('is below what the person chose on a page of this login, until it ends', async () => {
    const browser = world.browser();
    const chooser = await begin(browser);
    const inDutch = await browser.go(`${chooser.url.href}?lang=nl`);
    expect(languageOn(inDutch)).toBe('nl');
    expect(languageOn(await browser.go(`${chooser.url.href}/schools?q=kade`))).toBe('nl');
    const atSchool = await follow(browser, inDutch, 'De Regenboog');
    expect(languageOn(await world.answerAtRegenboog(browser, atSchool, { signed: 'none' }))).toBe('nl');
    // and counts for the next request, whatever is remembered on the device
    expect(languageOn(await begin(browser))).toBe('en');
  });

  it('asks for nothing else: without it the language of the device counts, also after the school', async () => {
    const browser = world.browser();
    await browser.go(`${world.issuer}/?lang=en`);
    const atSchool = await browser.go((await world.reader.begin({ login_hint: 'school:de-regenboog' })).url);
    expect(languageOn(await world.answerAtRegenboog(browser, atSchool, { signed: 'none' }))).toBe('en');
    const { arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'vera');
    expect(languageOn(arrived)).toBe('nl');
  });
});
