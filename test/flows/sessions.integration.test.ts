import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { nameIdOf, signInAtKade, signInAtRegenboog, signOn } from '../../testkit/world/sign-in.ts';
import { linkOf } from '../../testkit/world/signing-out.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

describe('one browser, one person', () => {
  it('signs on to the same sub again, and to a second service without the school', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    const first = await world.reader.receive(visit, arrived.url);
    const again = await signOn(browser, world.reader);
    expect(again.idToken['sub']).toBe(first.idToken['sub']);
    const other = await signOn(browser, world.practice);
    expect(other.idToken['sub']).not.toBe(first.idToken['sub']);
  });

  it('gives the same sub in another browser', async () => {
    const subjects = [];
    for (const browser of [world.browser(), world.browser()]) {
      const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
      subjects.push((await world.reader.receive(visit, arrived.url)).idToken['sub']);
    }
    expect(subjects[0]).toBe(subjects[1]);
  });

  it('ends the session of the first person, tokens included, when another signs in', async () => {
    const browser = world.browser();
    const first = await signInAtRegenboog(world, browser, world.reader);
    const tokens = await world.reader.exchange(first.visit, first.arrived.url);
    await world.reader.userinfo(tokens);

    const visit = await world.reader.begin({ prompt: 'login', login_hint: 'school:de-regenboog' });
    const atSchool = await browser.go(visit.url);
    const arrived = await world.answerAtRegenboog(browser, atSchool, {
      nameId: nameIdOf('pupil-0002'),
      attributes: [['givenName', ['Sam']], ...pip.slice(1)],
    });
    const second = await world.reader.receive(visit, arrived.url);
    expect(second.userinfo['given_name']).toBe('Sam');
    expect(second.idToken['sub']).not.toBe(tokens.claims()?.sub);
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
    expect((await signOn(browser, world.reader)).userinfo['given_name']).toBe('Sam');
  });
});

describe('two tabs', () => {
  it('do not disturb each other, whichever comes back first', async () => {
    const browser = world.browser();
    const [one, two] = [
      await world.reader.begin({ login_hint: 'school:de-regenboog' }),
      await world.practice.begin({ login_hint: 'school:de-regenboog' }),
    ];
    const atOne = await browser.go(one.url);
    const atTwo = await browser.go(two.url);
    const arrivedTwo = await world.answerAtRegenboog(browser, atTwo);
    const arrivedOne = await world.answerAtRegenboog(browser, atOne);
    expect((await world.practice.receive(two, arrivedTwo.url)).userinfo).toHaveProperty('sub');
    expect((await world.reader.receive(one, arrivedOne.url)).userinfo).toHaveProperty('given_name', 'Pip');
  });
});

describe('two tabs of somebody who is signed in and has to sign in again', () => {
  const again = { prompt: 'login', login_hint: 'school:de-regenboog' };

  it('do not disturb each other, whichever comes back first', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const [one, two] = [await world.reader.begin(again), await world.practice.begin(again)];
    const atOne = await browser.go(one.url);
    const atTwo = await browser.go(two.url);
    const arrivedTwo = await world.answerAtRegenboog(browser, atTwo);
    // the session has another name by now
    const arrivedOne = await world.answerAtRegenboog(browser, atOne);
    expect((await world.practice.receive(two, arrivedTwo.url)).userinfo).toHaveProperty('sub');
    expect((await world.reader.receive(one, arrivedOne.url)).userinfo).toHaveProperty('given_name', 'Pip');
    expect((await signOn(browser, world.reader)).userinfo).toHaveProperty('given_name', 'Pip');
  });

  it('bring nothing into a session that was signed out meanwhile', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const visit = await world.reader.begin(again);
    const atSchool = await browser.go(visit.url);
    const question = await browser.go(`${world.issuer}/logout`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.body)?.[1] ?? '';
    await browser.post(`${world.issuer}/logout/confirm`, { xsrf, logout: 'yes' });
    const arrived = await world.answerAtRegenboog(browser, atSchool);
    expect(arrived.url.searchParams.get('code')).toBeNull();
    expect(arrived.status).toBeGreaterThanOrEqual(400);
  });
});

describe('the chooser', () => {
  it('searches by name, town and BRIN, without a script', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin();
    const chooser = await browser.go(visit.url);
    for (const [query, found, missed] of [
      ['kade', 'College De Kade', 'De Regenboog'],
      ['monnickendam', 'De Regenboog', 'De Kade'],
      ['99AA', 'De Regenboog', 'De Kade'],
    ] as const) {
      const results = await browser.go(`${chooser.url.href}/schools?q=${query}`);
      expect(results.body).toContain(found);
      expect(results.body).not.toContain(`<strong>${missed}`);
    }
  });

  it('offers only schools that switched the service on', async () => {
    const browser = world.browser();
    const chooser = await browser.go((await world.practice.begin()).url);
    expect(chooser.body).not.toContain('College De Kade');
  });

  it('remembers the last school on this device until it is told to forget', async () => {
    const browser = world.browser();
    const chooser = await browser.go((await world.reader.begin()).url);
    await browser.go(`${chooser.url.href}/school/de-regenboog`);
    const later = await browser.go((await world.reader.begin()).url);
    expect(later.body).toContain('/forget');
    const forgotten = await browser.post(`${later.url.href}/forget`, {});
    expect(forgotten.body).not.toContain('/forget');
  });

  it('is skipped for a service that one school only has', async () => {
    const browser = world.browser();
    world.entra.signInAs('vera');
    const arrived = await browser.go(
      `${world.issuer}/authorize?${new URLSearchParams({
        client_id: 'leesboom-app',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: 'example.leesboom.app:/callback',
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
        code_challenge_method: 'S256',
      }).toString()}`,
    );
    expect(arrived.url.searchParams.get('code')).toBeTruthy();
  });
});

describe('a school of several', () => {
  it('is picked by the person when the IdP names more than one', async () => {
    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
    const attributes = [
      ...pip.slice(0, 3),
      ['eduPersonAffiliation', ['employee']],
      ['nlEduPersonHomeOrganizationBranchId', ['99AC01', '99AC02']],
    ] as const;
    const picker = await world.answerAtZee(browser, await browser.go(visit.url), { attributes });
    expect(picker.body).toContain('De Vuurtoren');
    expect(picker.body).toContain('Het Kompas');
    const picked = await browser.go(
      new URL(/href="([^"]*\/pick\/het-kompas)"/.exec(picker.body)?.[1] ?? '', picker.url).href,
    );
    expect((await world.practice.receive(visit, picked.url)).userinfo).toHaveProperty('sub');
  });
});

describe('signing out', () => {
  it('asks, ends the session and goes back to the supplier', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtKade(world, browser, world.reader, 'vera');
    const tokens = await world.reader.exchange(visit, arrived.url);
    const ask = await browser.go(
      `${world.issuer}/logout?${new URLSearchParams({
        id_token_hint: tokens.id_token ?? '',
        post_logout_redirect_uri: 'https://reader.leesboom.example/bye',
      }).toString()}`,
    );
    expect(ask.status).toBe(200);
    expect(ask.body).not.toContain('googleapis');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(ask.body)?.[1] ?? '';
    const gone = await browser.post(`${world.issuer}/logout/confirm`, { xsrf, logout: 'yes' });
    expect(linkOf(gone, 'Terug naar Leesboom Lezen')).toBe('https://reader.leesboom.example/bye');
    const again = await browser.go((await world.reader.begin({ prompt: 'none' })).url);
    expect(again.url.searchParams.get('error')).toBe('login_required');
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
  });
});
