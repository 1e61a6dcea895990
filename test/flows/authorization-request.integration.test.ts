import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';

/*
 * What an authorization request says, pushed or not: what is wrong is told to the supplier by its name before anybody visits a
 * school, and what does not concern us is ignored.
 */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  expect(guardAlarms()).toEqual([]);
  await world.close();
});

const guardAlarms = () => world.logger.events.filter(({ event }) => event.startsWith('guard.'));
const basic = ['leesboom-reader', secrets.TEST_READER_SECRET] as const;
const usual = {
  client_id: 'leesboom-reader',
  redirect_uri: 'https://reader.leesboom.example/callback',
  response_type: 'code',
  scope: 'openid',
  state: 'of the supplier',
  nonce: 'of the supplier too',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};
type Wishes = Readonly<Record<string, string | undefined>>;

function withWishes(wishes: Wishes): Record<string, string> {
  const all = Object.entries<string | undefined>({ ...usual, ...wishes });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** What the supplier hears, by redirect and as the answer to a pushed request. */
async function errorsFor(wishes: Wishes) {
  const parameters = withWishes(wishes);
  const redirected = await request(world.issuer).get('/authorize').query(parameters);
  const location = redirected.headers['location'] ?? '';
  expect(location).toMatch(/^https:\/\/reader\.leesboom\.example\/callback\?/);
  const told = new URL(location).searchParams;
  expect(told.get('state')).toBe(usual.state);
  const pushed = await request(world.issuer)
    .post('/par')
    .auth(...basic)
    .type('form')
    .send(parameters);
  expect(pushed.status).toBe(400);
  const byRedirect = {
    error: told.get('error'),
    error_description: told.get('error_description') ?? undefined,
  };
  expect(pushed.body).toEqual({
    ...JSON.parse(JSON.stringify(byRedirect)),
    error_uri: told.get('error_uri'),
    error_id: expect.any(String),
  });
  return byRedirect;
}

/** The granted scopes of a whole sign-in with these wishes, and what arrived. */
async function signInWith(parameters: Readonly<Record<string, string>>, service = world.reader) {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), service, {}, parameters);
  const { tokens, userinfo } = await service.receive(visit, arrived.url);
  return { scope: tokens.scope, userinfo, token: tokens.access_token };
}

describe('scopes', () => {
  it.each([
    ['profile', {}],
    [undefined, {}],
    ['', {}],
    ['profile', { nonce: undefined }],
    ['email nonsense', {}],
    ['OPENID', {}],
  ])('without openid are invalid_scope: %j %j', async (scope, more) => {
    expect(await errorsFor({ scope, ...more })).toEqual({
      error: 'invalid_scope',
      error_description: 'the scope openid is required',
    });
  });

  it.each(['openid,profile', 'openid profile,group', 'profile,openid', 'openid,'])(
    'with a comma are invalid_scope, and it is said why: %s',
    async (scope) => {
      expect(await errorsFor({ scope })).toEqual({
        error: 'invalid_scope',
        error_description: 'scopes are separated by spaces, not by commas',
      });
    },
  );

  it.each(['openid "', 'openid  profile', 'openid \\x', 'openid é'])(
    'that can be none are invalid_scope: %s',
    async (scope) => {
      expect(await errorsFor({ scope })).toMatchObject({ error: 'invalid_scope' });
    },
  );

  it('that nobody knows, and known ones that the service is not registered for, are ignored', async () => {
    const scope = 'openid nonsense profile email eckid urn:x,y offline_access register:read';
    const given = await signInWith({ scope });
    expect(given.scope).toBe('openid profile');
    expect(given.userinfo).toEqual({ sub: expect.any(String), given_name: 'Pip' });
    expect((await signInWith({ scope: 'email openid' })).scope).toBe('openid');
  });

  it('of a pushed request are read the same way', async () => {
    const pushed = await request(world.issuer)
      .post('/par')
      .auth(...basic)
      .type('form')
      .send(withWishes({ scope: 'openid email nonsense' }));
    expect(pushed.status).toBe(201);
    const { headers } = await request(world.issuer)
      .get('/authorize')
      .query({ client_id: usual.client_id, request_uri: String(pushed.body.request_uri) });
    expect(headers['location']).toMatch(/^\/login\//);
  });

  it('of which a userinfo request names some narrow the answer, which always has sub', async () => {
    const { token, userinfo } = await signInWith({ scope: 'openid profile' });
    const ask = async (scope: string) => {
      const asked = request(world.issuer).get('/userinfo').query({ scope });
      return (await asked.auth(token, { type: 'bearer' }).expect(200)).body;
    };
    expect(await ask('openid')).toEqual({ sub: userinfo['sub'] });
    expect(await ask('profile')).toEqual(userinfo);
    expect(await ask('')).toEqual(userinfo);
    expect(guardAlarms()).toEqual([]);
  });
});

describe('a response type', () => {
  it('that is missing is named', async () => {
    for (const response_type of [undefined, '']) {
      expect(await errorsFor({ response_type })).toEqual({
        error: 'invalid_request',
        error_description: "missing required parameter 'response_type'",
      });
    }
  });

  it.each(['token', 'id_token', 'code id_token', 'code token', 'none', 'nonsense', 'CODE'])(
    'other than code is unsupported_response_type, in the query: %s',
    async (response_type) => {
      expect(await errorsFor({ response_type })).toEqual({
        error: 'unsupported_response_type',
        error_description: 'response_type has to be code',
      });
    },
  );

  it('with something else that is refused tells it in the query as well', async () => {
    for (const wrong of [{ response_type: 'token' }, { response_mode: 'fragment' }]) {
      expect(await errorsFor({ ...wrong, request: 'x.y.z' })).toMatchObject({
        error: 'request_not_supported',
      });
    }
  });

  it('with an unsupported mode is named all the same', async () => {
    expect(await errorsFor({ response_type: 'token', response_mode: 'fragment' })).toMatchObject({
      error: 'unsupported_response_type',
    });
  });
});

describe('a response mode', () => {
  it.each(['fragment', 'jwt', 'web_message', 'nonsense'])(
    'that is not supported is named, in the query: %s',
    async (response_mode) => {
      expect(await errorsFor({ response_mode })).toMatchObject({ error: 'unsupported_response_mode' });
    },
  );
});

describe('a resource', () => {
  it.each(['https://api.leesboom.example/', 'no address', 'urn:x'])(
    'of a service, which has none, is ignored: %s',
    async (resource) => {
      const { url } = await world.reader.begin({ resource, login_hint: 'school:de-regenboog' });
      const browser = world.browser();
      const arrived = await world.answerAtRegenboog(browser, await browser.go(url));
      expect(arrived.url.searchParams.get('error')).toBeNull();
      expect(arrived.url.searchParams.has('code')).toBe(true);
    },
  );

  it('is ignored as well where it is named several times, pushed, or at the token endpoint', async () => {
    const resources = 'resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example';
    const form = `${new URLSearchParams(usual).toString()}&${resources}`;
    await request(world.issuer)
      .post('/par')
      .auth(...basic)
      .type('form')
      .send(form)
      .expect(201);
    for (const resource of ['resource=https%3A%2F%2Fa.example', resources]) {
      const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      const fields = new URLSearchParams({
        grant_type: 'authorization_code',
        code: arrived.url.searchParams.get('code') ?? '',
        redirect_uri: usual.redirect_uri,
        code_verifier: visit.codeVerifier,
      });
      const { status, body } = await request(world.issuer)
        .post('/token')
        .auth(...basic)
        .type('form')
        .send(`${fields.toString()}&${resource}`);
      expect([status, body.scope]).toEqual([200, 'openid profile']);
      const userinfo = request(world.issuer)
        .get('/userinfo')
        .auth(String(body.access_token), { type: 'bearer' });
      expect((await userinfo).body).toHaveProperty('given_name', 'Pip');
    }
  });
});
