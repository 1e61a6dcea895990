import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openApiClient, type ApiCalls } from '../../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../../testkit/world/api-clients.ts';
import { nameIdOf, signInAtRegenboog } from '../../../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../../../testkit/world/world.ts';

let world: World;
let operator: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
});
afterAll(() => world.close());

describe('events of the audit trail over the API', () => {
  it('are not for boards and suppliers, nor for a token without the scope', async () => {
    for (const client of ['waterland-client', 'leesboom-client']) {
      await (await openApiClient(world, client)).get('/audit-events').expect(403);
    }
    await (await openApiClient(world, 'operator-client', 'register:read')).get('/audit-events').expect(403);
  });

  it('are found by school, IdP, code and error id, and lead from page to page', async () => {
    const wishes = { destination: 'https://elsewhere.example/acs' };
    for (const _time of [1, 2]) await signInAtRegenboog(world, world.browser(), world.reader, wishes);
    const where = 'school=de-regenboog&idp=regenboog-saml&code=saml.destination';
    const { body } = await operator.get(`/audit-events?${where}&limit=1`).expect(200);
    expect(body.items).toEqual([
      {
        at: expect.any(String),
        type: 'login.rejected',
        reason: 'saml.destination',
        errorId: expect.any(String),
        idp: 'regenboog-saml',
        school: 'de-regenboog',
      },
    ]);
    const next = await operator.get(String(body.next).replace('/api/v1', '')).expect(200);
    expect(next.body.items).toHaveLength(1);
    expect(next.body).not.toHaveProperty('next');
    const [{ errorId, at }] = next.body.items;
    expect(errorId).not.toBe(body.items[0].errorId);
    const one = await operator.get(`/audit-events?errorId=${String(errorId)}`).expect(200);
    expect(one.body.items).toEqual(next.body.items);
    const earlier = await operator.get(`/audit-events?${where}&until=${String(at)}`).expect(200);
    expect(earlier.body.items).toEqual([]);
    await operator.get('/audit-events?from=yesterday').expect(400);
    await operator.get('/audit-events?after=0').expect(400);
  });

  it('name no person, and nobody who looked', async () => {
    await signInAtRegenboog(world, world.browser(), world.reader, { nameId: nameIdOf('canary-person') });
    const waterland = await openApiClient(world, 'waterland-client');
    await waterland.post('/people/find', {
      school: 'de-regenboog',
      identifier: { values: { nameid: 'canary-person' } },
    });
    const { body } = await operator.get('/audit-events?limit=200').expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ type: expect.stringMatching(/^person\./) }));
    for (const item of body.items) {
      for (const member of ['person', 'board', 'author', 'statedReason']) {
        expect(item).not.toHaveProperty(member);
      }
    }
  });
});
