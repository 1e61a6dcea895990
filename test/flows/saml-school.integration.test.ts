import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

describe('a pupil of a school with SAML', () => {
  it('arrives at the reader with a pseudonym and a first name, then signs on to the practice tool', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin();
    const chooser = await browser.go(visit.url);
    expect(chooser.status).toBe(200);
    expect(chooser.body).toContain('De Regenboog');

    const atSchool = await browser.go(`${chooser.url.href}/school/de-regenboog`);
    expect(atSchool.url.origin).toBe('https://regenboog.example');
    const callback = await world.answerAtRegenboog(browser, atSchool);
    expect(callback.url.href).toContain(world.reader.redirectUri);

    const received = await world.reader.receive(visit, callback.url);
    expect(received.userinfo).toEqual({ sub: received.idToken['sub'], given_name: 'Pip' });
    expect(Object.keys(received.idToken).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nonce', 'sub']);

    const second = await world.practice.begin();
    const direct = await browser.go(second.url);
    expect(direct.url.href).toContain(world.practice.redirectUri);
    const practice = await world.practice.receive(second, direct.url);
    expect(practice.userinfo).toEqual({ sub: practice.idToken['sub'], given_name: 'P.', group: ['groep-5'] });
    expect(practice.idToken).toMatchObject({ given_name: 'P.', group: ['groep-5'] });
    expect(practice.idToken['sub']).not.toBe(received.idToken['sub']);
  });
});
