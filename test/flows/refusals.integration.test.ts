import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const atVuurtoren = [...pip.slice(0, 5), ['nlEduPersonHomeOrganizationBranchId', ['99AC01']]] as const;

describe('a gate that is closed', () => {
  it('shows the page of an expired agreement, in Dutch, and the supplier gets access_denied', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-vuurtoren' });
    const refused = await world.answerAtZee(browser, await browser.go(visit.url), {
      attributes: atVuurtoren,
    });
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('lang="nl"');
    expect(refused.body).toContain('De Vuurtoren');
    const back = await browser.go(`${refused.url.origin}${refused.url.pathname}/not-available`);
    expect(back.url.searchParams.get('error')).toBe('access_denied');
    expect(back.url.href).toContain(world.reader.redirectUri);
  });

  it('says so in English when the service asks for it', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-vuurtoren', ui_locales: 'en' });
    const refused = await world.answerAtZee(browser, await browser.go(visit.url), {
      attributes: atVuurtoren,
    });
    expect(refused.body).toContain('lang="en"');
  });

  it('stays closed where the school has not switched the service on', async () => {
    const { arrived } = await signInAtKade(world, world.browser(), world.practice, 'vera');
    expect(arrived.status).toBe(403);
    expect(arrived.body).toContain('College De Kade');
  });

  it('stays closed for a pupil at a service for teachers', async () => {
    const { arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'vera');
    expect(arrived.status).toBe(403);
  });

  it('answers access_denied at once with prompt=none', async () => {
    const browser = world.browser();
    await signInAtKade(world, browser, world.reader, 'vera');
    const visit = await world.practice.begin({ prompt: 'none' });
    const arrived = await browser.go(visit.url);
    expect(arrived.url.searchParams.get('error')).toBe('access_denied');
  });
});

describe('what is not agreed and switched on', () => {
  it('does not arrive: no family name, no group outside the filter, nothing at the reader but a name', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.practice);
    const received = await world.practice.receive(visit, arrived.url);
    expect(Object.keys(received.userinfo).sort()).toEqual(['given_name', 'group', 'sub']);
    expect(JSON.stringify(received)).not.toContain('Voorbeeld');
    expect(JSON.stringify(received)).not.toContain('plusklas');
  });

  it('only sub leaves when the school switched the service on without claims', async () => {
    const browser = world.browser();
    const visit = await world.practice.begin({ login_hint: 'school:het-kompas' });
    const attributes = [...pip.slice(0, 5), ['nlEduPersonHomeOrganizationBranchId', ['99AC02']]] as const;
    const arrived = await world.answerAtZee(browser, await browser.go(visit.url), { attributes });
    const received = await world.practice.receive(visit, arrived.url);
    expect(Object.keys(received.userinfo)).toEqual(['sub']);
  });
});

describe('a change of the register', () => {
  it('acts at the next userinfo and the next token of a running broker', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    const tokens = await world.reader.exchange(visit, arrived.url);
    expect(await world.reader.userinfo(tokens)).toHaveProperty('given_name');

    const waiting = await world.reader.begin();
    const code = await browser.go(waiting.url);
    await world.change((text) =>
      text.replace(
        /(school: de-regenboog\n\s+service: leesboom-reader\n\s+enabled: true\n\s+claims:)\n\s+- given_name/,
        '$1 []',
      ),
    );
    await world.settled();
    expect(await world.reader.userinfo(tokens)).not.toHaveProperty('given_name');

    await world.change((text) =>
      text.replace(/(school: de-regenboog\n\s+service: leesboom-reader\n\s+enabled:) true/, '$1 false'),
    );
    await world.settled();
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
    await expect(world.reader.exchange(waiting, code.url)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
