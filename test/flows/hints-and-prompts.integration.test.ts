import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import request from 'supertest';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import type { Visit } from '../../testkit/actors/supplier.ts';
import { during, withMembers } from '../../testkit/world/change-federation.ts';
import { nameIdOf, signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { follow } from '../../testkit/world/signing-out.ts';
import { openWorld, pip, secrets, type World } from '../../testkit/world/world.ts';

/* What `prompt`, `login_hint` and `id_token_hint` of a supplier lead to (OpenID Connect Core 3.1.2.1). */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const isAskedAnew = (at: Arrived) => world.questionAt(at).xml.includes('ForceAuthn="true"');
const errorOf = ({ url }: Arrived) => url.searchParams.get('error');
const sam = {
  nameId: nameIdOf('pupil-0002'),
  attributes: [['givenName', ['Sam']], ...pip.slice(1)],
} as const;

async function ask(browser: Browser, parameters: Readonly<Record<string, string>>) {
  const visit = await world.reader.begin(parameters);
  return { visit, page: await browser.go(visit.url) };
}
const nameFor = async (visit: Visit, { url }: Arrived) =>
  (await world.reader.receive(visit, url)).userinfo['given_name'];

describe('prompt=select_account', () => {
  const again = { prompt: 'select_account' };

  it('of somebody who is signed in lets a school be chosen, and the school asks who it is', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const { visit, page } = await ask(browser, again);
    expect(page.body).toContain('Kies je school');
    const atSchool = await follow(browser, page, 'De Regenboog');
    expect(isAskedAnew(atSchool)).toBe(true);
    expect(await nameFor(visit, await world.answerAtRegenboog(browser, atSchool, sam))).toBe('Sam');
    // the choice is made: from here on it is Sam's session
    const { visit: next, page: arrived } = await ask(browser, {});
    expect(await nameFor(next, arrived)).toBe('Sam');
  });

  it('lets the same person be chosen again, with proof of nothing', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const { visit, page } = await ask(browser, { ...again, login_hint: 'school:de-regenboog' });
    expect(isAskedAnew(page)).toBe(true);
    const authnInstant = new Date(Date.now() - 3_600_000).toISOString();
    const arrived = await world.answerAtRegenboog(browser, page, { authnInstant });
    expect(await nameFor(visit, arrived)).toBe('Pip');
  });

  it('asks an OpenID Connect school for the account, also of somebody who was signed in nowhere', async () => {
    const { url } = await world.reader.begin({ ...again, login_hint: 'school:de-kade' });
    const { headers } = await request(url).get('');
    const atSchool = new URL(headers['location'] ?? '');
    expect(atSchool.origin).toBe(world.entra.origin);
    expect(atSchool.searchParams.get('prompt')).toBe('select_account');
    expect(atSchool.searchParams.has('max_age')).toBe(false);
    const { arrived } = await signInAtKade(world, world.browser(), world.reader, 'vera', again);
    expect(arrived.url.searchParams.has('code')).toBe(true);
  });

  it('is no proof where prompt=login is asked for beside it', async () => {
    const browser = world.browser();
    const wishes = { prompt: 'login select_account', login_hint: 'school:de-regenboog' };
    const { page } = await ask(browser, wishes);
    const authnInstant = new Date(Date.now() - 3_600_000).toISOString();
    expect(errorOf(await world.answerAtRegenboog(browser, page, { authnInstant }))).toBe('login_required');
    const { visit, page: second } = await ask(browser, wishes);
    expect(await nameFor(visit, await world.answerAtRegenboog(browser, second))).toBe('Pip');
  });

  it('of a pushed request does the same', async () => {
    const browser = world.browser();
    await signInAtKade(world, browser, world.dashboard, 'docent');
    const asked = world.entra.requests().length;
    const page = await browser.go((await world.dashboard.begin({ ...again, login_hint: 'school:99AB' })).url);
    expect(page.url.searchParams.has('code')).toBe(true);
    expect(world.entra.requests().length).toBeGreaterThan(asked);
  });

  it('leaves a login in peace that is known not to be asked', async () => {
    await during(world, withMembers('idps', 'regenboog-saml', { asksAnew: false }), async () => {
      const { page } = await ask(world.browser(), { ...again, login_hint: 'school:de-regenboog' });
      expect(isAskedAnew(page)).toBe(false);
    });
  });

  it('may not stand beside none', async () => {
    const { page } = await ask(world.browser(), { prompt: 'none select_account' });
    expect(errorOf(page)).toBe('invalid_request');
  });
});

describe('prompt=consent', () => {
  it('changes nothing, signed in or not, alone or beside login', async () => {
    const browser = world.browser();
    const consent = { prompt: 'consent', login_hint: 'school:de-regenboog' };
    const first = await ask(browser, consent);
    expect(isAskedAnew(first.page)).toBe(false);
    expect(await nameFor(first.visit, await world.answerAtRegenboog(browser, first.page))).toBe('Pip');
    const second = await ask(browser, consent);
    expect(await nameFor(second.visit, second.page)).toBe('Pip');
    const third = await ask(browser, { ...consent, prompt: 'consent login' });
    expect(isAskedAnew(third.page)).toBe(true);
    expect(await nameFor(third.visit, await world.answerAtRegenboog(browser, third.page))).toBe('Pip');
  });
});

describe('prompts that there are', () => {
  it('stand in discovery, and others are refused', async () => {
    const { body } = await request(world.issuer).get('/.well-known/openid-configuration').expect(200);
    expect(body.prompt_values_supported).toEqual(['none', 'login', 'select_account', 'consent']);
    for (const prompt of ['create', 'nonsense', 'login create']) {
      expect(errorOf((await ask(world.browser(), { prompt })).page)).toBe('invalid_request');
    }
  });
});

describe('login_hint', () => {
  it.each(['school:99AA', 'school:99aa', 'school:99AA07', 'school:de-regenboog'])(
    'leads straight to the school of the BRIN or id: %s',
    async (login_hint) => {
      const browser = world.browser();
      const { visit, page } = await ask(browser, { login_hint });
      expect(await nameFor(visit, await world.answerAtRegenboog(browser, page))).toBe('Pip');
      // and somebody of another school signs in there again
      world.entra.signInAs('vera');
      const { visit: other, page: arrived } = await ask(browser, { login_hint: 'school:99AB' });
      expect(await nameFor(other, arrived)).toBe('Vera');
    },
  );

  it.each(['school:99AC', 'school:99ZZ', 'school:nobody', 'school:', 'school:99AC03'])(
    'that names no school, or several, lets one be chosen: %s',
    async (login_hint) => {
      const { page } = await ask(world.browser(), { login_hint });
      expect([page.status, page.body.includes('Kies je school')]).toEqual([200, true]);
    },
  );

  it('by BRIN of somebody at that school is no reason to sign in again', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const { visit, page } = await ask(browser, { login_hint: 'school:99AA', prompt: 'none' });
    expect(await nameFor(visit, page)).toBe('Pip');
  });
});

describe('id_token_hint', () => {
  const atRegenboog = { login_hint: 'school:de-regenboog' };
  async function hintAtPip(): Promise<string> {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    return (await world.reader.exchange(visit, arrived.url)).id_token ?? '';
  }

  it('of one person while another signs in is login_required', async () => {
    const browser = world.browser();
    const { page } = await ask(browser, { ...atRegenboog, id_token_hint: await hintAtPip() });
    const arrived = await world.answerAtRegenboog(browser, page, sam);
    expect(arrived.url.origin).toBe('https://reader.leesboom.example');
    expect(errorOf(arrived)).toBe('login_required');
    expect(arrived.url.searchParams.has('code')).toBe(false);
    // who that is stays between Sluis and the person: without the hint they are signed in
    const { visit, page: own } = await ask(browser, {});
    expect(await nameFor(visit, own)).toBe('Sam');
  });

  it('of a pushed request is not forgotten either', async () => {
    const own = await signInAtKade(world, world.browser(), world.dashboard, 'docent');
    const id_token_hint = (await world.dashboard.exchange(own.visit, own.arrived.url)).id_token ?? '';
    const { arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'docent', {
      id_token_hint,
    });
    expect(arrived.url.searchParams.has('code')).toBe(true);
    const other = await signInAtKade(world, world.browser(), world.dashboard, 'vera', { id_token_hint });
    expect(errorOf(other.arrived)).toBe('login_required');
  });

  it('of the person who signs in, or is signed in, changes nothing', async () => {
    const browser = world.browser();
    const id_token_hint = await hintAtPip();
    const { visit, page } = await ask(browser, { ...atRegenboog, id_token_hint });
    expect(isAskedAnew(page)).toBe(false);
    expect(await nameFor(visit, await world.answerAtRegenboog(browser, page))).toBe('Pip');
    const { visit: silent, page: arrived } = await ask(browser, { prompt: 'none', id_token_hint });
    expect(await nameFor(silent, arrived)).toBe('Pip');
  });

  it('of another person than is signed in has the school asked anew, where the right one may sign in', async () => {
    const browser = world.browser();
    const id_token_hint = await hintAtPip();
    await signInAtRegenboog(world, browser, world.reader, sam);
    const { page: silent } = await ask(browser, { prompt: 'none', id_token_hint });
    expect(errorOf(silent)).toBe('login_required');
    const { visit, page } = await ask(browser, { ...atRegenboog, id_token_hint });
    expect(isAskedAnew(page)).toBe(true);
    expect(await nameFor(visit, await world.answerAtRegenboog(browser, page))).toBe('Pip');
  });

  it.each(['x', 'a.b.c'])('that is none is invalid_request: %s', async (id_token_hint) => {
    expect(errorOf((await ask(world.browser(), { id_token_hint })).page)).toBe('invalid_request');
  });

  it('of another service is invalid_request', async () => {
    const own = await signInAtRegenboog(world, world.browser(), world.practice);
    const id_token_hint = (await world.practice.exchange(own.visit, own.arrived.url)).id_token ?? '';
    expect(errorOf((await ask(world.browser(), { id_token_hint })).page)).toBe('invalid_request');
    const pushed = await request(world.issuer)
      .post('/par')
      .auth('leesboom-reader', secrets.TEST_READER_SECRET)
      .type('form')
      .send({
        ...Object.fromEntries(new URL((await world.reader.begin({ id_token_hint })).url).searchParams),
      });
    expect(pushed.body).toMatchObject({ error: 'invalid_request' });
  });
});
