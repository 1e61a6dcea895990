import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { errorId } from '../../../../src/domain/ids.ts';
import { languages } from '../../../../src/domain/language.ts';
import { shortErrorIdOf, spokenIn } from '../../../../src/domain/short-error-id.ts';
import { required } from '../../../../testkit/values/ids.ts';
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
        service: 'leesboom-reader',
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

  it('are found by what a child says, at one school within a few days', async () => {
    const wishes = { destination: 'https://elsewhere.example/acs' };
    await signInAtRegenboog(world, world.browser(), world.reader, wishes);
    const { body } = await operator.get('/audit-events?school=de-regenboog&limit=1').expect(200);
    const [event] = body.items;
    const short = shortErrorIdOf(required(errorId(event.errorId)));
    const at = Date.parse(event.at);
    const [from, until] = [new Date(at - 60_000).toISOString(), new Date(at + 60_000).toISOString()];
    const ask = (query: Readonly<Record<string, string>>) =>
      operator.get(`/audit-events?${new URLSearchParams(query).toString()}`);
    for (const language of languages) {
      const spoken = spokenIn(language, short);
      const found = await ask({ errorId: spoken, school: 'de-regenboog', from, until }).expect(200);
      expect(found.body.items).toEqual([event]);
      const elsewhere = await ask({ errorId: spoken, school: 'de-kade', from, until }).expect(200);
      expect(elsewhere.body.items).toEqual([]);
      const earlier = await ask({ errorId: spoken, school: 'de-regenboog', from, until: from }).expect(200);
      expect(earlier.body.items).toEqual([]);
    }
  });

  it('are not looked for by two words without a school and days, nor by words that no error id has', async () => {
    const [from, until] = ['2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z'];
    const detailOf = async (query: Readonly<Record<string, string>>): Promise<string> => {
      const search = new URLSearchParams(query).toString();
      return String((await operator.get(`/audit-events?${search}`).expect(400)).body.detail);
    };
    const errorId = 'vis boom 42';
    const school = 'de-regenboog';
    for (const lacking of [{}, { school }, { school, from }, { school, until }, { from, until }]) {
      expect(await detailOf({ errorId, ...lacking })).toContain('give school, from and until');
    }
    expect(await detailOf({ errorId, school, from: '2026-11-01T00:00:00Z', until })).toContain(
      '7 days apart',
    );
    expect(await detailOf({ errorId: 'vos boom 42', school, from, until })).toContain('no error id has');
    expect(await detailOf({ errorId: 'vis boom', school, from, until })).toContain('another form');
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
