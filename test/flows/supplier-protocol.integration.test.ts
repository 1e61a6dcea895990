import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import request from 'supertest';
import { catalogue } from '../../testkit/federation/catalogue.ts';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const reader = () => request(world.issuer);
const basic = { username: 'leesboom-reader', password: secrets.TEST_READER_SECRET };

describe('what the provider says of itself', () => {
  it('offers code, S256, pairwise subjects, PAR and iss in responses, and nothing looser', async () => {
    const { body } = await reader().get('/.well-known/openid-configuration').expect(200);
    expect(body).toMatchObject({
      issuer: world.issuer,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      pushed_authorization_request_endpoint: `${world.issuer}/par`,
      grant_types_supported: ['authorization_code', 'client_credentials'],
    });
    expect(body.response_modes_supported).toEqual(['query', 'form_post']);
    expect(body.claims_parameter_supported).not.toBe(true);
    expect([...body.token_endpoint_auth_methods_supported].sort()).toEqual([
      'client_secret_basic',
      'client_secret_post',
      'none',
      'private_key_jwt',
    ]);
  });

  it('promises the claims that somebody can get, and no others', async () => {
    const { body } = await reader().get('/.well-known/openid-configuration').expect(200);
    const releasable = [...catalogue.attributes.values()].filter((attribute) => attribute.releasable);
    const names = releasable.map(({ name }) => name);
    expect([...body.claims_supported].sort()).toEqual(['auth_time', 'iss', 'sub', ...names].sort());
    const scopes = releasable.map(({ scope }) => scope);
    expect([...body.scopes_supported].sort()).toEqual([...new Set(['openid', ...scopes])].sort());
    expect([...body.claims_supported, ...body.scopes_supported]).not.toContain('user_name');
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const { idToken } = await world.reader.receive(visit, arrived.url);
    expect(Object.keys(idToken).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nonce', 'sub']);
  });

  it('says the same of all endpoints at which a client proves itself, and names the languages of the pages', async () => {
    const { body } = await reader().get('/.well-known/oauth-authorization-server').expect(200);
    for (const endpoint of ['introspection', 'revocation']) {
      expect(body[`${endpoint}_endpoint_auth_methods_supported`]).toEqual(
        body.token_endpoint_auth_methods_supported,
      );
      expect(body[`${endpoint}_endpoint_auth_signing_alg_values_supported`]).toEqual(
        body.token_endpoint_auth_signing_alg_values_supported,
      );
    }
    expect(body.ui_locales_supported).toEqual(['nl', 'en']);
  });

  it.each(['/jwks', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])(
    'may be kept for five minutes, which is less than a new signing key is announced before: %s',
    async (path) => {
      const { headers } = await reader().get(path).expect(200);
      expect(headers['cache-control']).toBe('public, max-age=300');
      expect(headers['set-cookie']).toBeUndefined();
      // with a cookie it is for one browser
      expect((await reader().get(`${path}?lang=en`)).headers['cache-control']).toBe('no-store');
      expect((await reader().post(path)).headers['cache-control']).toBe('no-store');
    },
  );

  it('publishes public halves of keys only', async () => {
    const { body } = await reader().get('/jwks').expect(200);
    for (const key of body.keys) {
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });
});

describe('an authorization request', () => {
  const ask = (parameters: Record<string, string>) =>
    reader()
      .get('/authorize')
      .query({ client_id: 'leesboom-reader', response_type: 'code', scope: 'openid', ...parameters });
  const registered = 'https://reader.leesboom.example/callback';

  it('without PKCE is refused at the supplier', async () => {
    const { headers } = await ask({ redirect_uri: registered }).expect(303);
    expect(headers['location']).toContain('error=invalid_request');
  });

  it('with a plain code challenge is refused', async () => {
    const { headers } = await ask({
      redirect_uri: registered,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'plain',
    });
    expect(headers['location']).toContain('error=invalid_request');
  });

  it.each([
    'https://evil.example/callback',
    `${registered}/../x`,
    `${registered}?a=b`,
    'https://reader.leesboom.example/Callback',
  ])('to the unregistered address %s gets a page, not a redirect', async (redirect) => {
    const answer = await ask({ redirect_uri: redirect }).set('Accept', 'text/html').expect(400);
    expect(answer.headers['location']).toBeUndefined();
    expect(answer.text).toContain('<html lang="nl">');
  });

  it('of a client that is not in the register gets a page', async () => {
    await ask({ client_id: 'nobody', redirect_uri: registered }).set('Accept', 'text/html').expect(400);
  });

  it.each(['token', 'id_token', 'code id_token', 'none'])('for response type %s is refused', async (type) => {
    const answer = await ask({ redirect_uri: registered, response_type: type });
    expect(`${answer.text}${answer.headers['location'] ?? ''}`).not.toContain('code=');
    expect(answer.headers['location'] ?? '').toMatch(/error=|^$/);
  });

  it.each(['fragment', 'web_message', 'jwt', 'query.jwt', 'form_post.jwt', 'Form_Post'])(
    'with response_mode=%s is refused',
    async (mode) => {
      const answer = await ask({
        redirect_uri: registered,
        response_mode: mode,
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      });
      expect(answer.headers['location'] ?? '').toMatch(/error=(?:invalid_request|unsupported_response_mode)/);
    },
  );

  it('with prompt=none and no session is answered login_required at once', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ prompt: 'none' });
    const arrived = await browser.go(visit.url);
    expect(arrived.url.searchParams.get('error')).toBe('login_required');
    expect(arrived.url.searchParams.get('iss')).toBe(world.issuer);
  });

  it('of a service that must push its requests is refused when it does not', async () => {
    const answer = await ask({
      client_id: 'rekenrijk-dashboard',
      redirect_uri: 'https://dashboard.rekenrijk.example/callback',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    expect(answer.headers['location']).toContain('error=invalid_request');
  });
});

describe('a code', () => {
  it('is exchanged once: the second time it is refused and the tokens of the first stop working', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const tokens = await world.reader.exchange(visit, arrived.url);
    await world.reader.userinfo(tokens);
    await expect(world.reader.exchange(visit, arrived.url)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
  });

  it('is exchanged at most once by 50 requests at the same time', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => world.reader.exchange(visit, arrived.url)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('is of no use to another supplier, or without the code verifier', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const code = arrived.url.searchParams.get('code') ?? '';
    const fields = { grant_type: 'authorization_code', code, redirect_uri: world.reader.redirectUri };
    const thief = { username: 'rekenrijk-practice', password: secrets.TEST_PRACTICE_SECRET };
    const stolen = await reader()
      .post('/token')
      .type('form')
      .send({
        ...fields,
        code_verifier: visit.codeVerifier,
        client_id: thief.username,
        client_secret: thief.password,
      });
    expect(stolen.body).toMatchObject({ error: 'invalid_grant' });
    const bare = await reader().post('/token').type('form').auth(basic.username, basic.password).send(fields);
    expect(bare.body).toMatchObject({ error: 'invalid_grant' });
    const guessed = await reader()
      .post('/token')
      .type('form')
      .auth(basic.username, basic.password)
      .send({ ...fields, code_verifier: client.randomPKCECodeVerifier() });
    expect(guessed.body).toMatchObject({ error: 'invalid_grant' });
  });

  it('does not help a client with a wrong secret', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const answer = await reader()
      .post('/token')
      .type('form')
      .auth('leesboom-reader', 'wrong')
      .send({
        grant_type: 'authorization_code',
        code: arrived.url.searchParams.get('code') ?? '',
        redirect_uri: world.reader.redirectUri,
        code_verifier: visit.codeVerifier,
      });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: 'invalid_client' });
  });
});

describe('a token', () => {
  it('is opaque, is introspected by its own client only, and is gone after revocation', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const tokens = await world.reader.exchange(visit, arrived.url);
    expect(tokens.access_token).not.toContain('.');
    expect(tokens.expires_in).toBeLessThanOrEqual(600);
    const own = await client.tokenIntrospection(world.reader.configuration, tokens.access_token);
    expect(own).toMatchObject({ active: true, client_id: 'leesboom-reader', sub: tokens.claims()?.sub });
    const other = await client.tokenIntrospection(world.practice.configuration, tokens.access_token);
    expect(other).toEqual({ active: false });
    await client.tokenRevocation(world.reader.configuration, tokens.access_token);
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
  });

  it('of another supplier cannot be revoked', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const tokens = await world.reader.exchange(visit, arrived.url);
    await client.tokenRevocation(world.practice.configuration, tokens.access_token).catch(() => undefined);
    await world.reader.userinfo(tokens);
  });
});

describe('a service with private_key_jwt and PAR', () => {
  it('gets a teacher and the e-mail address that was agreed', async () => {
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'docent');
    const received = await world.dashboard.receive(visit, arrived.url);
    expect(received.userinfo).toEqual({ sub: received.idToken['sub'], email: 'testa@kade.example' });
  });
});

describe('a public native client', () => {
  it('exchanges a code with PKCE and no secret', async () => {
    const browser = world.browser();
    world.entra.signInAs('vera');
    const verifier = client.randomPKCECodeVerifier();
    const arrived = await browser.go(
      `${world.issuer}/authorize?${new URLSearchParams({
        client_id: 'leesboom-app',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: 'example.leesboom.app:/callback',
        state: 'state',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString()}`,
    );
    expect(arrived.url.protocol).toBe('example.leesboom.app:');
    const answer = await reader()
      .post('/token')
      .type('form')
      .send({
        client_id: 'leesboom-app',
        grant_type: 'authorization_code',
        code: arrived.url.searchParams.get('code') ?? '',
        redirect_uri: 'example.leesboom.app:/callback',
        code_verifier: verifier,
      });
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveProperty('id_token');
  });
});
