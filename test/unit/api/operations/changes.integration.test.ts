import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorld, type World } from '../../../../testkit/world/world.ts';
import { openApiClient, why, type ApiCalls } from '../../../../testkit/world/api-calls.ts';
import { admitApiClients, tokenOf } from '../../../../testkit/world/api-clients.ts';

let world: World;
let operator: ApiCalls;
let waterland: ApiCalls;
let leesboom: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
  waterland = await openApiClient(world, 'waterland-client');
  leesboom = await openApiClient(world, 'leesboom-client');
});
afterAll(() => world.close());

const policy = '/policies/de-regenboog/leesboom-reader';

describe('a change', () => {
  it('without a reason, without a version or of an old version is refused, and changes nothing', async () => {
    const { record, etag } = await waterland.read(policy);
    const narrower = { ...record, claims: [] };
    const noReason = await waterland
      .put(policy, narrower, { 'If-Match': etag, 'Sluis-Reason': '' })
      .expect(400);
    expect(noReason.body.type).toMatch(/reason_missing$/);
    await waterland.put(policy, narrower).expect(428);
    await waterland.end(policy).expect(428);
    await waterland.put(policy, narrower, { 'If-Match': '"99"' }).expect(412);
    await waterland.put(policy, narrower, { 'If-None-Match': '*' }).expect(412);
    await waterland.put(policy, narrower, { 'If-Match': '*' }).expect(400);
    await waterland.put(policy, narrower, { 'If-Match': `W/${etag}` }).expect(400);
    await waterland
      .put(
        '/policies/de-regenboog/leesboom-app',
        { school: 'de-regenboog', service: 'leesboom-app', enabled: false },
        { 'If-Match': '"1"' },
      )
      .expect(404);
    expect(await waterland.read(policy)).toEqual({ record, etag });
  });

  it('is made with the version that was read, once, and kept with author and reason', async () => {
    const { record, etag } = await waterland.read(policy);
    const narrower = { ...record, claims: [] };
    const reason = {
      'If-Match': etag,
      'Sluis-Reason': encodeURIComponent('zoals besproken – één schooljaar'),
    };
    const { body, headers } = await waterland.put(policy, narrower, reason).expect(200);
    expect(body).toMatchObject({ outcome: 'applied', consequences: [{ kind: 'policy', effect: 'updated' }] });
    await waterland.put(policy, narrower, { 'If-Match': etag }).expect(412);
    expect(await waterland.read(policy)).toEqual({ record: narrower, etag: headers['etag'] });
    const versions = await waterland.get(`${policy}/versions`).expect(200);
    expect(versions.body.items.at(-1)).toMatchObject({
      author: 'api:waterland-client',
      reason: 'zoals besproken – één schooljaar',
    });
    const first = await waterland.get(`${policy}/versions/1`).expect(200);
    expect(first.body.record).toEqual(record);
    const differing = await waterland.get(`${policy}/versions/2/differences?from=1`).expect(200);
    expect(differing.body.differences[0].field).toMatch(/^claims/);
    const back = await waterland
      .post(`${policy}/versions/1/restore`, {}, { 'If-Match': headers['etag'] ?? '' })
      .expect(200);
    expect(await waterland.read(policy)).toEqual({ record, etag: back.headers['etag'] });
  });

  it('makes a record, and ends it', async () => {
    const path = '/access-rules/de-regenboog/leesboom-reader';
    const rule = { school: 'de-regenboog', service: 'leesboom-reader', affiliations: ['pupil'] };
    const { headers } = await waterland.put(path, rule, { 'If-None-Match': '*' }).expect(201);
    await waterland.end(path, { 'If-Match': headers['etag'] ?? '' }).expect(200);
    await waterland.get(path).expect(404);
  });

  it('that says nothing new is no new version', async () => {
    const { record, etag } = await operator.read('/schools/de-kade');
    const { body, headers } = await operator
      .put('/schools/de-kade', record, { 'If-Match': etag })
      .expect(200);
    expect(body.outcome).toBe('unchanged');
    expect(headers['etag']).toBe(etag);
  });

  it.each([
    ['another id in the body', { id: 'de-andere' }, []],
    ['an unknown member', { nickname: 'Kade' }, ['nickname']],
    ['a wrong form', { brin: 'x' }, ['brin']],
    ['a board that is not there', { board: 'nergens' }, ['board']],
  ])('with %s is refused, with place, problem and remedy', async (_case, change, path) => {
    const { record, etag } = await operator.read('/schools/de-kade');
    const { body } = await operator
      .put('/schools/de-kade', { ...record, ...change }, { 'If-Match': etag })
      .expect(422);
    expect(body.faults[0]).toMatchObject({ kind: 'school', id: 'de-kade', path });
    expect(body.faults[0].remedy).not.toBe('');
  });

  it.each([
    ['text/plain', '{}', 415],
    ['application/json; charset=latin1', '{}', 415],
    ['application/problem+json', '{}', 415],
    ['application/json', '{', 400],
    ['application/json', '"text"', 400],
    ['application/json', '', 400],
    ['application/json', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['application/json', `{"a":"${'x'.repeat(1_100_000)}"}`, 413],
  ])('with a body of %s that cannot be read is refused', async (type, text, status) => {
    const token = await tokenOf(world.issuer, 'operator-client');
    const { body } = await request(world.issuer)
      .put('/api/v1/boards/new-board')
      .auth(token, { type: 'bearer' })
      .set({ ...why, 'If-None-Match': '*', 'Content-Type': type })
      .send(text)
      .expect(status);
    expect(body.status).toBe(status);
    await operator.get('/boards/new-board').expect(404);
  });
});

describe('a set of changes', () => {
  const board = {
    kind: 'board',
    id: 'duinen',
    version: 0,
    record: { id: 'duinen', name: 'Stichting Duinen' },
  };
  const school = (changes: object = {}) => ({
    kind: 'school',
    id: 'de-duinroos',
    version: 0,
    record: {
      id: 'de-duinroos',
      board: 'duinen',
      name: 'De Duinroos',
      town: 'Texel',
      brin: '04DD',
      sector: 'po',
      ...changes,
    },
  });

  it('is found out first, and then made as a whole', async () => {
    const dry = await operator.post('/changes', { changes: [board, school()], dryRun: true }).expect(200);
    expect(dry.body).toMatchObject({ outcome: 'valid' });
    expect(dry.body.consequences).toHaveLength(2);
    await operator.get('/boards/duinen').expect(404);
    const { body } = await operator.post('/changes', { changes: [board, school()] }).expect(200);
    expect(body).toMatchObject({ outcome: 'applied', revision: dry.body.revision });
    await operator.get('/schools/de-duinroos').expect(200);
  });

  it.each([
    [
      'one of which is wrong',
      () => [{ ...board, id: 'heide', record: { id: 'heide', name: 'Heide' } }, school({ brin: '?' })],
    ],
    [
      'of which one is there twice',
      () => [
        { ...board, version: 1 },
        { ...board, version: 1 },
      ],
    ],
    ['none', () => []],
    ['with record and end', () => [{ ...board, ended: true }]],
    ['too many', () => Array.from({ length: 501 }, (_, index) => ({ ...board, id: `b-${String(index)}` }))],
  ])('%s is refused as a whole', async (_case, changes) => {
    const { body } = await operator.post('/changes', { changes: changes() }).expect(422);
    expect(body.faults.length).toBeGreaterThan(0);
    await operator.get('/boards/heide').expect(404);
  });

  it('with one record of another is refused as a whole', async () => {
    const own = await waterland.read(policy);
    const version = Number(own.etag.replaceAll('"', ''));
    const other = await operator.read('/policies/de-vuurtoren/leesboom-reader');
    await waterland
      .post('/changes', {
        changes: [
          {
            kind: 'policy',
            id: 'de-regenboog/leesboom-reader',
            version,
            record: { ...own.record, enabled: false },
          },
          {
            kind: 'policy',
            id: 'de-vuurtoren/leesboom-reader',
            version: 1,
            record: { ...other.record, enabled: false },
          },
        ],
      })
      .expect(404);
    expect(await waterland.read(policy)).toEqual(own);
  });
});

describe('an agreement', () => {
  it('is agreed to and ended by the board, and not changed by it; offered by the supplier, and not made active by it', async () => {
    const path = '/agreements/waterland-leesboom';
    const { record, etag } = await waterland.read(path);
    const wider = { ...record, validUntil: '2099-01-01' };
    const refused = await waterland.put(path, wider, { 'If-Match': etag }).expect(403);
    expect(refused.body).toMatchObject({ faults: [{ path: ['validUntil'] }] });
    await leesboom.put(path, wider, { 'If-Match': etag }).expect(403);
    await leesboom.end(path, { 'If-Match': etag }).expect(403);

    const next = {
      ...record,
      id: 'waterland-leesboom-next',
      validFrom: '2101-01-01',
      validUntil: '2101-12-31',
    };
    const nextPath = '/agreements/waterland-leesboom-next';
    await leesboom.put(nextPath, { ...next, status: 'active' }, { 'If-None-Match': '*' }).expect(403);
    await waterland.put(nextPath, { ...next, status: 'offered' }, { 'If-None-Match': '*' }).expect(403);
    const made = await leesboom
      .put(nextPath, { ...next, status: 'offered' }, { 'If-None-Match': '*' })
      .expect(201);
    const agreed = await waterland
      .put(nextPath, { ...next, status: 'active' }, { 'If-Match': made.headers['etag'] ?? '' })
      .expect(200);
    await leesboom
      .put(nextPath, { ...next, status: 'draft' }, { 'If-Match': agreed.headers['etag'] ?? '' })
      .expect(403);
  });
});
