import { Agent } from 'node:http';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import request from 'supertest';
import { signInAtKade, signInAtRegenboog } from '../../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../../testkit/world/world.ts';
import { openApiClient, why, type ApiCalls } from '../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../testkit/world/api-clients.ts';

let world: World;
let database: Client;
let waterland: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  waterland = await openApiClient(world, 'waterland-client');
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function lastEvent(): Promise<Record<string, unknown>> {
  const { rows } = await database.query<Record<string, unknown>>(
    "select * from sluis.audit_event where type like 'api.%' order by number desc limit 1",
  );
  return rows[0] ?? {};
}

describe('the audit trail', () => {
  it('tells of a call that was answered: who, what, which record', async () => {
    await waterland.get('/schools/de-kade').expect(200);
    expect(await lastEvent()).toMatchObject({
      type: 'api.called',
      client: 'waterland-client',
      task: 'schools.read',
      record_kind: 'school',
      record_id: 'de-kade',
      reason: null,
    });
  });

  it('tells of a change with the revision that it led to', async () => {
    const { record, etag } = await waterland.read('/schools/de-kade');
    const { body } = await waterland
      .put('/schools/de-kade', { ...record, name: 'De Nieuwe Kade' }, { 'If-Match': etag })
      .expect(200);
    expect(await lastEvent()).toMatchObject({
      type: 'api.called',
      task: 'schools.write',
      amount: String(body.revision),
    });
  });

  it.each([
    ['unauthorized', () => request(world.issuer).get('/api/v1/schools').expect(401), null],
    ['not_found', () => waterland.get('/schools/de-vuurtoren').expect(404), 'waterland-client'],
    [
      'insufficient_scope',
      () => waterland.put('/services/leesboom-reader', {}, { 'If-Match': '"1"' }).expect(403),
      'waterland-client',
    ],
    ['precondition_required', () => waterland.put('/schools/de-kade', {}).expect(428), 'waterland-client'],
  ])('tells of a call that was refused with %s', async (code, call, client) => {
    const { body } = await call();
    expect(await lastEvent()).toMatchObject({
      type: 'api.refused',
      reason: code,
      client,
      error_id: body.errorId,
    });
  });

  it.each([
    [
      'not_found',
      'an unknown address',
      () => request(world.issuer).get('/api/v1/canary-address').expect(404),
    ],
    ['not_found', 'one besides the versions', () => waterland.get('/../canary-address').expect(404)],
    ['not_found', 'an unknown problem', () => request(world.issuer).get('/api/problems/canary').expect(404)],
    [
      'method_not_allowed',
      'an unknown method',
      () => request(world.issuer).post('/api/v1/schools/canary-school?canary=1').expect(405),
    ],
  ])('tells of a call that no task belongs to: %s, %s', async (code, _what, call) => {
    const { body } = await call();
    const event = await lastEvent();
    expect(event).toMatchObject({ type: 'api.refused', reason: code, error_id: body.errorId });
    expect(event).toMatchObject({ client: null, task: null, record_kind: null, record_id: null });
    expect(JSON.stringify(event)).not.toContain('canary');
  });

  it('has the refusal of an address that made too many calls without a token', async () => {
    // an address of its own, so that it does not use up what the others have
    const elsewhere = new Agent({ localAddress: '127.0.0.9', family: 4 });
    const nowhere = `http://127.0.0.1:${new URL(world.issuer).port}/api/v1/nothing`;
    const statuses: number[] = [];
    for (let calls = 0; calls < 61; calls += 1) {
      statuses.push((await request(nowhere).get('').agent(elsewhere)).status);
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
    expect(await lastEvent()).toMatchObject({ type: 'api.refused', reason: 'too_many_requests' });
  });

  it('holds neither the name of an objection, nor what is no id, nor a value', async () => {
    await waterland.get('/objections/somebody-objects').expect(404);
    expect(await lastEvent()).toMatchObject({ record_kind: null, record_id: null });
    await waterland.get('/schools/Somebody%40school.example').expect(404);
    expect(await lastEvent()).toMatchObject({ record_kind: null, record_id: null });
    await waterland
      .put('/boards/waterland', { id: 'waterland', name: 'canary-value' }, { ...why, 'If-Match': '"1"' })
      .expect(403);
    const { rows } = await database.query('select * from sluis.audit_event');
    expect(JSON.stringify(rows)).not.toContain('canary-value');
  });
});

describe('disclosures', () => {
  it('are those of the board’s schools, or to the supplier’s services: names, and nobody', async () => {
    const pupil = await signInAtRegenboog(world, world.browser(), world.reader);
    await world.reader.receive(pupil.visit, pupil.arrived.url);
    const teacher = await signInAtKade(world, world.browser(), world.dashboard, 'docent');
    await world.dashboard.receive(teacher.visit, teacher.arrived.url);

    const { body } = await waterland.get('/disclosures').expect(200);
    expect(body.items.length).toBeGreaterThan(1);
    expect(body.items.at(-1)).toMatchObject({
      school: 'de-regenboog',
      service: 'leesboom-reader',
      released: [{ claim: 'given_name' }],
    });
    const { rows } = await database.query<{ person: string }>('select distinct person from sluis.disclosure');
    for (const { person } of rows) expect(JSON.stringify(body)).not.toContain(person);
    expect(JSON.stringify(body)).not.toContain('Pip');

    const leesboom = await openApiClient(world, 'leesboom-client');
    const seen = await leesboom.get('/disclosures').expect(200);
    expect(new Set(seen.body.items.map((item: { supplier: string }) => item.supplier))).toEqual(
      new Set(['leesboom']),
    );
    expect(seen.body.items[0]).not.toHaveProperty('withheld');
    const zeeland = await openApiClient(world, 'zeeland-client');
    expect((await zeeland.get('/disclosures').expect(200)).body.items).toEqual([]);
    expect((await zeeland.get('/disclosures?school=de-regenboog').expect(200)).body.items).toEqual([]);
    await (await openApiClient(world, 'operator-client', 'register:read')).get('/disclosures').expect(403);
  });

  it('come in pages', async () => {
    const { body } = await waterland.get('/disclosures?limit=1').expect(200);
    expect(body.items).toHaveLength(1);
    const next = await waterland.get(String(body.next).replace('/api/v1', '')).expect(200);
    expect(next.body.items[0].id).not.toBe(body.items[0].id);
    await waterland.get(`/disclosures?after=${'-'.repeat(36)}`).expect(400);
  });
});
