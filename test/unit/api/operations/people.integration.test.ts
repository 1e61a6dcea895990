import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../../../testkit/services/postgres.ts';
import { nameIdOf, signInAtKade, signInAtRegenboog } from '../../../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../../../testkit/world/world.ts';
import { openApiClient, type ApiCalls } from '../../../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../../../testkit/world/api-clients.ts';

let world: World;
let waterland: ApiCalls;
let zeeland: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  waterland = await openApiClient(world, 'waterland-client');
  zeeland = await openApiClient(world, 'zeeland-client');
});
afterAll(() => world.close());

const eckId = `https://ketenid.nl/201703/${'e5'.repeat(64)}`;
const nameId = 'canary-name-id';
const question = (value: string, school = 'de-regenboog') => ({
  school,
  identifier: { values: { nameid: value } },
});

async function signIn(name: string, more: typeof pip = []): Promise<unknown> {
  const wishes = { nameId: nameIdOf(name), attributes: [...pip, ...more] };
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, wishes);
  return (await world.reader.receive(visit, arrived.url)).userinfo['given_name'];
}
async function lastEvents(count: number) {
  return queryDatabase(
    world.databaseUrl,
    `select type, school, board, person, author, stated_reason, reason from sluis.audit_event
      where type like 'person.%' order by number desc limit ${String(count)}`,
  );
}

describe('a person is not found', () => {
  it('who is unknown, another board’s, or another school’s: always the same answer', async () => {
    await signIn(nameId, [['eckId', [eckId]]]);
    const answers = [
      await waterland.post('/people/find', question('nobody-is-called-this')).expect(404),
      await zeeland.post('/people/find', { school: 'de-vuurtoren', identifier: { eckId } }).expect(404),
      await zeeland.post('/people/find', question(nameId)).expect(404),
      await zeeland.post('/people/find', question(nameId, 'no-school')).expect(404),
      // of the same board, where nothing was released about that person, by an identifier of the other school
      await waterland
        .post('/people/find', { school: 'de-kade', identifier: { values: { tid: nameId, oid: nameId } } })
        .expect(404),
    ];
    const told = answers.map(({ body }) => ({ ...body, errorId: '' }));
    expect(new Set(told.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(await lastEvents(3)).toMatchObject(
      ['de-kade', 'de-vuurtoren', 'de-regenboog'].map((school) => ({
        type: 'person.not_found',
        school,
        person: null,
        stated_reason: 'a test',
      })),
    );
  });

  it('by API clients of others than boards, without the scope, without a reason', async () => {
    const operator = await openApiClient(world, 'operator-client');
    await operator.post('/people/find', question(nameId)).expect(403);
    await (await openApiClient(world, 'leesboom-client')).post('/people/find', question(nameId)).expect(403);
    const narrow = await openApiClient(world, 'waterland-client', 'register:read');
    await narrow.post('/people/find', question(nameId)).expect(403);
    const { body } = await waterland
      .post('/people/find', question(nameId), { 'Sluis-Reason': '' })
      .expect(400);
    expect(body.type).toContain('reason_missing');
  });

  it.each([
    [
      'another attribute',
      'de-regenboog',
      { values: { oid: 'x' } },
      'this login tells people apart by nameid',
    ],
    ['one of two', 'de-kade', { values: { oid: 'x' } }, 'this login tells people apart by tid and oid'],
    [
      'a login of another school',
      'de-kade',
      { idp: 'regenboog-saml', values: {} },
      'is no login of the school',
    ],
    ['no ECK iD', 'de-regenboog', { eckId: 'canary-no-eckid' }, 'is no ECK iD'],
    [
      'an invisible sign',
      'de-regenboog',
      { values: { nameid: 'a\u200bb' } },
      'has characters that nobody types',
    ],
  ])('by %s, and is told what is asked for', async (_what, school, identifier, problem) => {
    const { body } = await waterland.post('/people/find', { school, identifier }).expect(422);
    expect(body.faults).toMatchObject([{ problem: expect.stringContaining(problem) }]);
    expect(JSON.stringify(body)).not.toContain('canary');
  });
});

describe('a person of the board', () => {
  it('is found by what the login sends and by ECK iD, with what was released, and the look is kept', async () => {
    for (const asked of [
      question(nameId),
      question(`  ${nameId} `),
      { school: 'de-regenboog', identifier: { eckId } },
      { school: 'de-kade', identifier: { eckId, sector: 'po' } },
    ]) {
      const { body } = await waterland.post('/people/find', asked).expect(200);
      expect(body).toMatchObject({ handles: [expect.stringMatching(/^[0-9a-f-]{36}$/)], objections: [] });
    }
    const { body: found } = await waterland.post('/people/find', question(nameId)).expect(200);
    const [person] = found.handles;
    expect(await lastEvents(1)).toEqual([
      {
        type: 'person.found',
        school: 'de-regenboog',
        board: 'waterland',
        person,
        author: 'api:waterland-client',
        stated_reason: 'a test',
        reason: null,
      },
    ]);
    const { body: disclosures } = await waterland.post('/people/disclosures?limit=1', { person }).expect(200);
    expect(disclosures.items).toMatchObject([{ service: 'leesboom-reader', school: 'de-regenboog' }]);
    expect((await zeeland.post('/people/disclosures', { person }).expect(200)).body.items).toEqual([]);
  });

  it('is found by every attribute of a login that has two', async () => {
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'docent');
    await world.dashboard.receive(visit, arrived.url);
    const values = { tid: world.entra.tenant, oid: 'oid-docent' };
    const { body } = await waterland
      .post('/people/find', { school: 'de-kade', identifier: { values } })
      .expect(200);
    expect(body.handles).toHaveLength(1);
  });

  it('has objections by handle and by identifier, shown when the person is found and not the other way', async () => {
    const { body: found } = await waterland.post('/people/find', question(nameId)).expect(200);
    const [person] = found.handles;
    const objection = { id: 'by-handle', school: 'de-regenboog', claim: 'given_name' };
    const isNew = { 'If-None-Match': '*' };
    await waterland.put('/objections/by-handle', { ...objection, person }, isNew).expect(201);
    await waterland
      .put(
        '/objections/by-identifier',
        {
          ...objection,
          id: 'by-identifier',
          person: question('never-signed-in').identifier,
        },
        isNew,
      )
      .expect(201);
    await world.settled();
    expect(await signIn(nameId)).toBeUndefined();
    expect(await signIn('never-signed-in')).toBeUndefined();
    const { body: again } = await waterland.post('/people/find', question(nameId)).expect(200);
    expect(again.objections).toEqual([objection]);
    const { body: listed } = await waterland.get('/objections').expect(200);
    expect(listed.items.map(({ record }: { record: unknown }) => record)).toContainEqual(objection);
    for (const path of ['/objections/by-handle', '/objections/by-handle/versions/1']) {
      const { text } = await waterland.get(path).expect(200);
      expect(text).not.toContain(person);
      expect(text).not.toMatch(/hashes|boards|[\w-]{43}/);
    }
    // written anew without saying whose, it stays the same person's
    const narrower = { ...objection, service: 'leesboom-reader' };
    await waterland.put('/objections/by-handle', narrower, { 'If-Match': '"1"' }).expect(200);
    const { body: restored } = await waterland
      .post('/objections/by-handle/versions/1/restore', {}, { 'If-Match': '"2"' })
      .expect(200);
    expect(JSON.stringify(restored)).not.toContain('hashes');
    await world.settled();
    expect(await signIn(nameId)).toBeUndefined();
  });

  it('cannot object by hashes, by a handle of nobody, or by one of another board', async () => {
    const objection = { id: 'wrong', school: 'de-regenboog', claim: 'given_name' };
    const isNew = { 'If-None-Match': '*' };
    const hashes = ['A'.repeat(43)];
    for (const more of [
      {},
      { hashes, boards: ['waterland'] },
      { person: '00000000-0000-4000-8000-000000000000' },
      { person: { values: { oid: 'canary-typed' } } },
      { person: { canary: 'canary-typed' } },
    ]) {
      const { text } = await waterland.put('/objections/wrong', { ...objection, ...more }, isNew).expect(422);
      expect(text).not.toContain('canary-typed');
    }
    const { body } = await waterland.post('/people/find', question(nameId)).expect(200);
    const [person] = body.handles;
    const elsewhere = { ...objection, school: 'de-vuurtoren', person };
    await zeeland.put('/objections/wrong', elsewhere, isNew).expect(422);
  });

  it('is erased at the board alone, once, after a look; the objection stays', async () => {
    const { body: found } = await waterland.post('/people/find', question(nameId)).expect(200);
    const [person] = found.handles;
    await zeeland.post('/people/erase', { person }).expect(404);
    const { body: dry } = await waterland.post('/people/erase', { person, dryRun: true }).expect(200);
    expect(dry).toEqual({ outcome: 'valid', entries: expect.any(Number) });
    const { body: done } = await waterland.post('/people/erase', { person }).expect(200);
    expect(done).toEqual({ outcome: 'erased', entries: dry.entries });
    await waterland.post('/people/erase', { person }).expect(404);
    expect(await lastEvents(1)).toMatchObject([{ type: 'person.erased', person, board: 'waterland' }]);
    // the ECK iD is the board's still
    const { body: left } = await waterland.post('/people/find', question(nameId)).expect(200);
    expect(left).toMatchObject({ handles: [], objections: [{ id: 'by-handle' }] });
    expect(await signIn(nameId)).toBeUndefined();
    const { body: anew } = await waterland.post('/people/find', question(nameId)).expect(200);
    expect(anew.handles).toHaveLength(1);
    expect(anew.handles[0]).not.toBe(person);
  });

  it('is asked for only so often in a minute', async () => {
    const calls = await Promise.all(
      Array.from({ length: 70 }, () => zeeland.post('/people/find', question('x', 'de-vuurtoren'))),
    );
    expect(calls.some(({ status }) => status === 429)).toBe(true);
    await eventually(async () => {
      await zeeland.get('/schools/de-vuurtoren').expect(200);
    });
  });
});

it('nothing that was typed is in the database or in the log', async () => {
  const tables = await queryDatabase(
    world.databaseUrl,
    `select table_name from information_schema.tables where table_schema = 'sluis'`,
  );
  for (const table of tables) {
    const name = String(table['table_name']);
    const rows = await queryDatabase(world.databaseUrl, `select t::text as row from sluis.${name} as t`);
    expect(JSON.stringify(rows)).not.toMatch(/canary-|never-signed-in|ketenid/);
  }
  expect(JSON.stringify(world.logger.events)).not.toMatch(/canary-|never-signed-in|ketenid/);
});
