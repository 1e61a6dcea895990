import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorld, type World } from '../../../testkit/world/world.ts';
import { openApiClient, type ApiCalls } from '../../../testkit/world/api-calls.ts';
import { admitApiClients, setApiClients } from '../../../testkit/world/api-clients.ts';

let world: World;
let operator: ApiCalls;
let waterland: ApiCalls;
let zeeland: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
  waterland = await openApiClient(world, 'waterland-client');
  zeeland = await openApiClient(world, 'zeeland-client');
});
afterAll(() => world.close());

describe('an idempotency key', () => {
  const key = () => ({ 'Idempotency-Key': randomUUID(), 'If-None-Match': '*' });
  const rule = { school: 'de-kade', service: 'leesboom-reader', affiliations: ['pupil'] };
  const path = '/access-rules/de-kade/leesboom-reader';

  it('gets the first answer again, whatever happened since, and does nothing twice', async () => {
    const headers = key();
    const first = await waterland.put(path, rule, headers).expect(201);
    await waterland.end(path, { 'If-Match': first.headers['etag'] ?? '' }).expect(200);
    const again = await waterland.put(path, rule, headers).expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers['etag']).toBe(first.headers['etag']);
    await waterland.get(path).expect(404);
    await waterland.put(path, { ...rule, affiliations: ['teacher'] }, headers).expect(422);
    await waterland.put('/access-rules/de-kade/leesboom-app', rule, headers).expect(422);
    await zeeland.put(path, rule, headers).expect(404);
  });

  it('of a refused call gets the refusal again', async () => {
    const headers = key();
    const wrong = { ...rule, service: 'nothing' };
    const first = await waterland.put('/access-rules/de-kade/nothing', wrong, headers).expect(422);
    const again = await waterland.put('/access-rules/de-kade/nothing', wrong, headers).expect(422);
    expect(again.body).toEqual(first.body);
  });

  it('of ten calls at the same time lets one happen', async () => {
    const headers = key();
    const answers = await Promise.all(Array.from({ length: 10 }, () => waterland.put(path, rule, headers)));
    const versions = await waterland.get(`${path}/versions`).expect(200);
    expect(
      answers
        .map(({ status }) => status)
        .filter((status) => status !== 409)
        .every((status) => status === 201),
    ).toBe(true);
    expect(versions.body.items.filter(({ ended }: { ended: boolean }) => !ended)).toHaveLength(2);
  });

  it.each(['with blanks', 'x'.repeat(256)])('of another form is refused: %s', async (value) => {
    await waterland.put(path, rule, { 'If-None-Match': '*', 'Idempotency-Key': value }).expect(400);
  });
});

describe('a change for later', () => {
  const due = () => new Date(Date.now() + 86_400_000).toISOString();
  const change = () => ({
    kind: 'access',
    id: 'de-regenboog/rekenrijk-practice',
    version: 0,
    record: { school: 'de-regenboog', service: 'rekenrijk-practice', affiliations: ['pupil'] },
  });

  it('waits, is seen by the API client that asked and by the operator, and can be cancelled by them', async () => {
    const { body, headers } = await waterland
      .post('/scheduled-changes', { changes: [change()], due: due() })
      .expect(201);
    expect(body).toMatchObject({ state: 'waiting', author: 'api:waterland-client' });
    const path = (headers['location'] ?? '').replace('/api/v1', '');
    await waterland.get(path).expect(200);
    await operator.get(path).expect(200);
    await zeeland.get(path).expect(404);
    await zeeland.end(path).expect(404);
    expect((await zeeland.get('/scheduled-changes').expect(200)).body.items).toEqual([]);
    expect((await waterland.end(path).expect(200)).body.state).toBe('cancelled');
    await waterland.end(path).expect(412);
  });

  it('is refused in the past, without a moment, and for what is another’s', async () => {
    await waterland
      .post('/scheduled-changes', { changes: [change()], due: '2020-01-01T00:00:00Z' })
      .expect(422);
    await waterland.post('/scheduled-changes', { changes: [change()], due: 'tomorrow' }).expect(422);
    await zeeland.post('/scheduled-changes', { changes: [change()], due: due() }).expect(404);
  });
});

describe('an API client', () => {
  it('that is narrowed, changed or removed loses its powers within a second', async () => {
    const { apiClients } = await admitApiClients(world);
    const before = await openApiClient(world, 'zeeland-client');
    await before.get('/schools').expect(200);
    const narrowed = apiClients.map((client) =>
      client.id === 'zeeland-client' ? { ...client, scopes: ['register:read' as const] } : client,
    );
    await setApiClients(world, narrowed);
    await before.get('/schools').expect(401);
    const after = await openApiClient(world, 'zeeland-client');
    await after.get('/schools').expect(200);
    await after.put('/policies/de-vuurtoren/leesboom-reader', {}, { 'If-Match': '"1"' }).expect(403);
    await setApiClients(
      world,
      apiClients.filter(({ id }) => id !== 'zeeland-client'),
    );
    await after.get('/schools').expect(401);
  });
});
