import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorld, type World } from '../../../testkit/world/world.ts';
import { openApiClient, type ApiCalls } from '../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../testkit/world/api-clients.ts';

let world: World;
let operator: ApiCalls;
let waterland: ApiCalls;
let zeeland: ApiCalls;
let leesboom: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
  waterland = await openApiClient(world, 'waterland-client');
  zeeland = await openApiClient(world, 'zeeland-client');
  leesboom = await openApiClient(world, 'leesboom-client');
});
afterAll(() => world.close());

const policy = '/policies/de-regenboog/leesboom-reader';

describe('a call without a right', () => {
  const plain = () => request(world.issuer).get('/api/v1/schools');

  it.each([
    ['without a token', () => plain()],
    ['with a token that nobody gave', () => plain().auth('x'.repeat(43), { type: 'bearer' })],
    ['with a token in the query', () => plain().query({ access_token: 'x'.repeat(43) })],
    ['with Basic', () => plain().auth('operator-client', 'secret')],
    ['with a cookie', () => plain().set('Cookie', 'sluis_session=x')],
  ])('%s is 401 with a challenge', async (_case, call) => {
    const { headers, body } = await call().expect(401);
    expect(headers['www-authenticate']).toMatch(/^Bearer /);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['set-cookie']).toBeUndefined();
    expect(body).toMatchObject({ type: `${world.issuer}/api/problems/unauthorized`, status: 401 });
    expect(body.errorId).toMatch(/^[A-Z2-9]{10}$/);
  });

  it('of a scope that the token lacks is 403, and says which scope', async () => {
    const reader = await openApiClient(world, 'operator-client', 'register:read');
    const { headers, body } = await reader.put(policy, {}, { 'If-None-Match': '*' }).expect(403);
    expect(headers['www-authenticate']).toContain('error="insufficient_scope", scope="policies:write"');
    expect(body.type).toMatch(/insufficient_scope$/);
    await reader
      .post('/changes', { changes: [{ kind: 'board', id: 'x', version: 0, record: {} }] })
      .expect(403);
  });

  it('on a record of another board is 404, as if it were not there', async () => {
    for (const path of [
      '/schools/de-vuurtoren',
      '/policies/de-vuurtoren/leesboom-reader',
      '/idps/zee-saml',
      '/boards/zeeland',
      '/agreements/zeeland-leesboom',
    ]) {
      await operator.get(path).expect(200);
      const { body } = await waterland.get(path).expect(404);
      expect(body.type).toMatch(/not_found$/);
    }
    const there = await operator.read('/policies/de-vuurtoren/leesboom-reader');
    await waterland
      .put('/policies/de-vuurtoren/leesboom-reader', there.record, { 'If-Match': there.etag })
      .expect(404);
    await waterland
      .put(
        '/policies/de-vuurtoren/rekenrijk-dashboard',
        { school: 'de-vuurtoren', service: 'rekenrijk-dashboard', enabled: false },
        { 'If-None-Match': '*' },
      )
      .expect(404);
    await waterland.end('/policies/de-vuurtoren/leesboom-reader', { 'If-Match': there.etag }).expect(404);
    await waterland.get('/policies/de-vuurtoren/leesboom-reader/versions').expect(404);
  });

  it('answers word for word the same about what is hidden and what is not there', async () => {
    const ends = ['/schools/de-vuurtoren', '/schools/nergens'].map(async (path) => {
      const { body } = await waterland.end(path, { 'If-Match': '"1"' }).expect(404);
      return { ...body, errorId: '' };
    });
    const [hidden, missing] = await Promise.all(ends);
    expect(hidden).toEqual(missing);
  });

  it('does not tell a supplier what schools have switched on, by trying to take it away', async () => {
    const { record, etag } = await leesboom.read('/services/leesboom-reader');
    const change = {
      kind: 'service',
      id: 'leesboom-reader',
      version: Number(etag.slice(1, -1)),
      record: { ...record, claims: [] },
    };
    const tried = { changes: [change], dryRun: true };
    const seen = await operator.post('/changes', tried).expect(200);
    expect(JSON.stringify(seen.body.narrowed)).toContain('de-regenboog');
    const { body } = await leesboom.post('/changes', tried).expect(200);
    expect(body).toMatchObject({ outcome: 'valid', narrowed: [] });
    expect(JSON.stringify(body)).not.toContain('de-regenboog');
  });

  it('of a supplier on what is no supplier’s is 404', async () => {
    for (const path of [
      '/schools/de-regenboog',
      policy,
      '/suppliers/rekenrijk',
      '/services/rekenrijk-practice',
      '/api-clients/leesboom-client',
    ]) {
      await leesboom.get(path).expect(404);
    }
    await leesboom.get('/services/leesboom-reader').expect(200);
  });
});

describe('what an API client sees', () => {
  const ids = async (client: ApiCalls, path: string): Promise<readonly string[]> => {
    const { body } = await client.get(path).expect(200);
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('is everything for the operator', async () => {
    expect(await ids(operator, '/schools')).toEqual([
      'de-kade',
      'de-regenboog',
      'de-vuurtoren',
      'het-kompas',
    ]);
    expect(await ids(operator, '/api-clients')).toContain('waterland-client');
  });

  it('is for a board its own, and the public part of suppliers and services', async () => {
    expect(await ids(waterland, '/boards')).toEqual(['waterland']);
    expect(await ids(waterland, '/schools')).toEqual(['de-kade', 'de-regenboog']);
    expect(await ids(waterland, '/idps')).toEqual(['kade-entra', 'regenboog-saml']);
    expect(await ids(zeeland, '/idps')).toEqual(['zee-saml']);
    expect(await ids(waterland, '/agreements')).toEqual(['waterland-leesboom', 'waterland-rekenrijk']);
    expect(await ids(zeeland, '/policies')).toEqual([
      'de-vuurtoren/leesboom-reader',
      'de-vuurtoren/rekenrijk-practice',
      'het-kompas/rekenrijk-practice',
    ]);
    expect(await ids(waterland, '/schools?board=zeeland')).toEqual([]);
    expect(await ids(waterland, '/policies?school=de-vuurtoren')).toEqual([]);
    expect(await ids(waterland, '/sectors')).toEqual([]);
    expect(await ids(waterland, '/api-clients')).toEqual([]);
    const { body } = await waterland.get('/services/leesboom-reader').expect(200);
    expect(body).toMatchObject({ id: 'leesboom-reader', supplier: 'leesboom' });
    expect(body).not.toHaveProperty('sector');
    expect(body.client).toEqual({ signInTime: false });
  });

  it('is for a supplier itself, its services and its agreements', async () => {
    expect(await ids(leesboom, '/suppliers')).toEqual(['leesboom']);
    expect(await ids(leesboom, '/services')).toEqual(['leesboom-app', 'leesboom-reader']);
    expect(await ids(leesboom, '/agreements')).toEqual(['waterland-leesboom', 'zeeland-leesboom']);
    for (const path of ['/boards', '/schools', '/idps', '/policies', '/access-rules']) {
      expect(await ids(leesboom, path)).toEqual([]);
    }
    await leesboom.get('/objections').expect(403);
  });

  it('comes in pages that hold each record once', async () => {
    for (const [client, path] of [
      [operator, '/policies'],
      [zeeland, '/policies'],
      [zeeland, '/idps'],
      [waterland, '/services'],
    ] as const) {
      const all = await ids(client, path);
      const found: string[] = [];
      let next: string | undefined = `${path}?limit=2`;
      while (next !== undefined) {
        const { body, headers }: request.Response = await client.get(next).expect(200);
        expect(body.items.length).toBeLessThanOrEqual(2);
        found.push(...body.items.map(({ id }: { id: string }) => id));
        if (body.next !== undefined) expect(headers['link']).toBe(`<${String(body.next)}>; rel="next"`);
        next = body.next?.replace('/api/v1', '');
      }
      expect(found).toEqual(all);
    }
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=a',
    'after=!',
    'after=bm8',
    'bord=waterland',
    'board=-x',
    'board=a&board=b',
  ])('is not listed by a query with %s', async (query) => {
    const { body } = await operator.get(`/schools?${query}`).expect(400);
    expect(body.type).toMatch(/bad_request$/);
  });
});
