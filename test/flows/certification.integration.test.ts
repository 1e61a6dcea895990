import { decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/*
 * What the certification plans of the OpenID Foundation ask, as far as no other test says it. Which module is answered by
 * which test stands in test/interoperation/certification-plans.ts.
 */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  expect(world.logger.events.filter(({ event }) => event.startsWith('guard.'))).toEqual([]);
  await world.close();
});

/** Pip signs in for the reader with these parameters besides, or without those that are undefined. */
async function signInWith(parameters: Readonly<Record<string, string | undefined>>) {
  const browser = world.browser();
  const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
  const url = new URL(visit.url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  const arrived = await world.answerAtRegenboog(browser, await browser.go(url.href));
  return { browser, visit, arrived };
}

describe('an authorization request', () => {
  it.each([
    ['display', 'page'],
    ['display', 'popup'],
    ['claims_locales', 'se nl'],
    ['acr_values', '1 2'],
    ['extra', 'foobar'],
    ['claims', JSON.stringify({ userinfo: { name: { essential: true } } })],
  ])('with %s=%s brings what it brings without', async (name, value) => {
    const { visit, arrived } = await signInWith({ [name]: value });
    const { userinfo } = await world.reader.receive(visit, arrived.url);
    expect(userinfo).toEqual({ sub: expect.any(String), given_name: 'Pip' });
  });

  it('without nonce brings an id_token without one', async () => {
    const { visit, arrived } = await signInWith({ nonce: undefined });
    const checks = {
      expectedState: visit.state,
      pkceCodeVerifier: visit.codeVerifier,
      idTokenExpected: true,
    };
    const tokens = await client.authorizationCodeGrant(world.reader.configuration, arrived.url, checks);
    expect(tokens.claims()).not.toHaveProperty('nonce');
  });

  it('means the same in whatever order its scopes are', async () => {
    const { visit, arrived } = await signInWith({ scope: 'profile openid' });
    const { tokens, userinfo } = await world.reader.receive(visit, arrived.url);
    expect(tokens.scope?.split(' ').sort()).toEqual(['openid', 'profile']);
    expect(userinfo).toHaveProperty('given_name', 'Pip');
  });

  it('for an address and a telephone number, which Sluis does not have, brings neither, and all the rest', async () => {
    const { visit, arrived } = await signInWith({ scope: 'openid profile email address phone' });
    const { tokens, userinfo } = await world.reader.receive(visit, arrived.url);
    expect(tokens.scope).toBe('openid profile');
    expect(userinfo).toEqual({ sub: expect.any(String), given_name: 'Pip' });
  });

  it.each([
    ['request', 'eyJhbGciOiJub25lIn0.e30.', 'request_not_supported'],
    ['request_uri', 'https://reader.leesboom.example/request.jwt', 'request_uri_not_supported'],
  ])('with %s instead of parameters is told that there is no such thing', async (name, value, error) => {
    const url = new URL((await world.reader.begin()).url);
    url.searchParams.set(name, value);
    const answer = await request(world.issuer).get(url.pathname + url.search);
    expect(`${answer.headers['location'] ?? ''}${answer.text}`).toContain(error);
    expect(answer.headers['location'] ?? '').not.toContain('code=');
  });

  it('with prompt=none brings the person who is signed in, without a page', async () => {
    const { browser, visit, arrived } = await signInWith({});
    const first = await world.reader.receive(visit, arrived.url);
    const silent = await world.reader.begin({ prompt: 'none' });
    const again = await world.reader.receive(silent, (await browser.go(silent.url)).url);
    expect(again.idToken['sub']).toBe(first.idToken['sub']);
  });
});

describe('an id_token', () => {
  it.each(['reader', 'practice'] as const)('of the %s says which of our keys signed it', async (name) => {
    const service = world[name];
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), service);
    const { id_token } = await service.exchange(visit, arrived.url);
    const { kid, alg } = decodeProtectedHeader(id_token ?? '');
    expect(alg).toBe(name === 'practice' ? 'RS256' : 'ES256');
    const { body } = await request(world.issuer).get('/jwks').expect(200);
    expect(body.keys).toContainEqual(expect.objectContaining({ kid, alg, use: 'sig' }));
  });

  it('is offered signed only', async () => {
    const { body } = await request(world.issuer).get('/.well-known/openid-configuration').expect(200);
    expect([...body.id_token_signing_alg_values_supported].sort()).toEqual(['ES256', 'RS256']);
  });
});

describe('userinfo', () => {
  it('says the same by GET, by POST with the token in the header, and by POST with the token in the form', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const { access_token: token } = await world.reader.exchange(visit, arrived.url);
    const answers = await Promise.all([
      request(world.issuer).get('/userinfo').auth(token, { type: 'bearer' }),
      request(world.issuer).post('/userinfo').auth(token, { type: 'bearer' }),
      request(world.issuer).post('/userinfo').type('form').send({ access_token: token }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { body } of answers) {
      expect(body).toEqual({ sub: expect.stringMatching(/^[\w-]{43}$/), given_name: 'Pip' });
    }
  });

  it('has the e-mail address of a teacher where that was agreed', async () => {
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'docent');
    expect((await world.dashboard.receive(visit, arrived.url)).userinfo).toHaveProperty('email');
  });
});
