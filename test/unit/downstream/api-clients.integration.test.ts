import { SignJWT } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signInAtRegenboog } from '../../../testkit/world/sign-in.ts';
import { openWorld, secrets, type World } from '../../../testkit/world/world.ts';
import { admitApiClients, askToken, secretOf, tokenOf } from '../../../testkit/world/api-clients.ts';

let world: World;
let admitted: Awaited<ReturnType<typeof admitApiClients>>;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  admitted = await admitApiClients(world);
});
afterAll(() => world.close());

const broker = () => request(world.issuer);
const ask = (id: string, parameters?: Readonly<Record<string, string>>) =>
  askToken(world.issuer, id, parameters);

describe('a supplier’s service', () => {
  const asService = (parameters: Record<string, string>) =>
    broker().post('/token').auth('leesboom-reader', secrets.TEST_READER_SECRET).type('form').send(parameters);

  it.each([
    {},
    { scope: 'register:read' },
    { scope: 'register:read', resource: 'http://localhost/api' },
    { scope: 'openid' },
  ])('gets no client credentials token: %j', async (parameters) => {
    const { body } = await asService({ grant_type: 'client_credentials', ...parameters }).expect(400);
    expect(body).not.toHaveProperty('access_token');
  });

  it('gets no scope of the API by an authorization request: neither it nor the resource means anything there', async () => {
    const wishes = { scope: 'openid register:read', resource: `${world.issuer}/api` };
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, {}, wishes);
    const { tokens } = await world.reader.receive(visit, arrived.url);
    expect(tokens.scope).toBe('openid');
    await broker().get('/api/v1/services').auth(tokens.access_token, { type: 'bearer' }).expect(401);
  });
});

describe('an API client', () => {
  it.each([
    ['with a wrong secret', (id: string) => ask(id).auth(id, 'wrong')],
    ['that nobody admitted', () => ask('unknown-client')],
  ])('%s gets no token', async (_case, wrong) => {
    const { body } = await wrong('operator-client').expect(401);
    expect(body).toMatchObject({ error: 'invalid_client' });
  });

  it('gets no token for another resource', async () => {
    const { body } = await ask('operator-client', { resource: 'https://elsewhere.example/' }).expect(400);
    expect(body).toMatchObject({ error: 'invalid_target' });
  });

  it('gets an opaque token of at most ten minutes, for the scopes that it has', async () => {
    const { body } = await ask('operator-client', { resource: `${world.issuer}/api` }).expect(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    expect(body.access_token).not.toContain('.');
    expect(body).not.toHaveProperty('id_token');
    const narrow = await ask('operator-client', { scope: 'register:read openid email' }).expect(200);
    expect(narrow.body.scope).toBe('register:read');
  });

  it('may prove itself by a key', async () => {
    const now = Math.floor(Date.now() / 1000);
    const assertion = await new SignJWT({ jti: `assertion-${String(now)}` })
      .setProtectedHeader({ alg: 'ES256', kid: 'client' })
      .setIssuer('key-client')
      .setSubject('key-client')
      .setAudience(world.issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(admitted.privateKey);
    const { body } = await broker()
      .post('/token')
      .type('form')
      .send({
        grant_type: 'client_credentials',
        scope: 'register:read agreements:write',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      })
      .expect(200);
    expect(body.scope).toBe('register:read');
  });

  it('can use no other grant, no authorization request and no pushed one', async () => {
    const code = await ask('operator-client', { grant_type: 'authorization_code', code: 'x' }).expect(400);
    expect(code.body.error).toMatch(/^(?:invalid_request|unauthorized_client)$/);
    const parameters = {
      client_id: 'operator-client',
      redirect_uri: 'https://operator.example/callback',
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    };
    await broker().get('/authorize').query(parameters).expect(400);
    await broker()
      .post('/par')
      .auth('operator-client', secretOf('operator-client'))
      .type('form')
      .send(parameters)
      .expect(400);
  });

  it('has a token that userinfo refuses, that introspection tells nobody about, and that it can revoke', async () => {
    const token = await tokenOf(world.issuer, 'operator-client');
    await broker().get('/userinfo').auth(token, { type: 'bearer' }).expect(401);
    const inspect = (id: string, secret: string) =>
      broker().post('/introspect').auth(id, secret).type('form').send({ token }).expect(200);
    expect((await inspect('leesboom-reader', secrets.TEST_READER_SECRET)).body).toEqual({ active: false });
    expect((await inspect('zeeland-client', secretOf('zeeland-client'))).body).toEqual({ active: false });
  });

  it('learns nothing about tokens of suppliers', async () => {
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const { tokens } = await world.reader.receive(visit, arrived.url);
    const { body } = await broker()
      .post('/introspect')
      .auth('operator-client', secretOf('operator-client'))
      .type('form')
      .send({ token: tokens.access_token })
      .expect(200);
    expect(body).toEqual({ active: false });
  });
});
