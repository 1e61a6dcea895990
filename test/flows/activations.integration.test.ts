import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dayAt, systemClock } from '../../src/domain/clock.ts';
import {
  agreementId,
  attributeName,
  boardId,
  schoolId,
  serviceId,
  supplierId,
} from '../../src/domain/ids.ts';
import type { WithheldReason } from '../../src/domain/release.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../src/storage/postgres/person-store.ts';
import { randomHandle, required, rootOf } from '../../testkit/values/ids.ts';
import { openApiClient, type ApiCalls } from '../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../testkit/world/api-clients.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { entry } from '../contracts/ledger-entry.ts';
import { openOffice, type Office } from './objecting.ts';

let world: World;
let office: Office;
let operator: ApiCalls;
let waterland: ApiCalls;
let leesboom: ApiCalls;
let rekenrijk: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  office = await openOffice(world);
  operator = await openApiClient(world, 'operator-client');
  waterland = await openApiClient(world, 'waterland-client');
  leesboom = await openApiClient(world, 'leesboom-client');
  rekenrijk = await openApiClient(world, 'rekenrijk-client');
});
afterAll(async () => {
  await office.close();
  await world.close();
});

const always = '2026-01-01T00:00:00Z';
const paths = [
  '/activations',
  `/activations/changes?since=${always}`,
  '/activations/missing-claims?service=leesboom-reader',
];

interface Told {
  readonly service: string;
  readonly school: { readonly id: string };
  readonly change?: string;
  readonly reason?: string;
}

async function itemsOf(client: ApiCalls, path: string): Promise<readonly Told[]> {
  const { body } = await client.get(path).expect(200);
  return body.items;
}

async function pairsOf(client: ApiCalls, path = '/activations'): Promise<readonly string[]> {
  return (await itemsOf(client, path)).map(({ service, school }) => `${service} ${school.id}`);
}

/** What was told of changes since a moment, in short. */
async function changesOf(client: ApiCalls, since: string): Promise<readonly string[]> {
  const items = await itemsOf(client, `/activations/changes?since=${since}`);
  return items.map(({ service, school, change, reason }) =>
    [service, school.id, change, ...(reason === undefined ? [] : [reason])].join(' '),
  );
}

/** The same call gives the same bytes, but for the time of the call. */
async function bytesOf(client: ApiCalls): Promise<readonly string[]> {
  const texts = await Promise.all(paths.map(async (path) => (await client.get(path).expect(200)).text));
  return texts.map((text) => text.replace(/"nextSince":"[^"]+"/, '"nextSince"'));
}

async function change(path: string, members: object): Promise<void> {
  const { record, etag } = await operator.read(path);
  await operator.put(path, { ...record, ...members }, { 'If-Match': etag }).expect(200);
  await world.settled();
}

const now = (): string => new Date(systemClock.now()).toISOString();

describe('without a right', () => {
  it.each(paths)('%s is 401 without a token, and 403 without the scope', async (path) => {
    await request(world.issuer).get(`/api/v1${path}`).expect(401);
    const reader = await openApiClient(world, 'leesboom-client', 'register:read disclosures:read');
    const { headers } = await reader.get(path).expect(403);
    expect(headers['www-authenticate']).toContain('scope="activations:read"');
  });

  it.each(paths)('%s is 403 for a board', async (path) => {
    await waterland.get(path).expect(403);
  });

  it('a supplier is told nothing of another supplier’s services', async () => {
    expect(await pairsOf(leesboom, '/activations?service=rekenrijk-practice')).toEqual([]);
    expect(await changesOf(leesboom, `${always}&service=rekenrijk-practice`)).toEqual([]);
    const other = await leesboom.get('/activations/missing-claims?service=rekenrijk-practice').expect(404);
    const none = await leesboom.get('/activations/missing-claims?service=nergens').expect(404);
    expect({ ...other.body, errorId: '' }).toEqual({ ...none.body, errorId: '' });
  });

  it('another supplier’s cursor leads to nothing', async () => {
    const { body } = await rekenrijk.get('/activations?limit=1').expect(200);
    const after = new URL(body.next, world.issuer).searchParams.get('after') ?? '';
    expect(await pairsOf(leesboom, `/activations?after=${after}`)).toEqual([]);
    await leesboom.get('/activations?after=nothing').expect(400);
    await leesboom.get('/activations/changes').expect(400);
    await leesboom.get('/activations/changes?since=2026-01-01').expect(400);
  });
});

describe('the schools that have a service', () => {
  it('are those that switched it on under an agreement in force: no others, and nobody’s own', async () => {
    expect(await pairsOf(leesboom)).toEqual([
      'leesboom-app de-kade',
      'leesboom-reader de-kade',
      'leesboom-reader de-regenboog',
    ]);
    expect(await pairsOf(rekenrijk)).toEqual([
      'rekenrijk-dashboard de-kade',
      'rekenrijk-practice de-regenboog',
      'rekenrijk-practice de-vuurtoren',
      'rekenrijk-practice het-kompas',
    ]);
    expect(await pairsOf(operator)).toEqual([...(await pairsOf(leesboom)), ...(await pairsOf(rekenrijk))]);
  });

  it('are told with since when and which claims, and with nothing else that a record has', async () => {
    const { body } = await rekenrijk.get('/activations?service=rekenrijk-practice&limit=1').expect(200);
    expect(body.items).toEqual([
      {
        service: 'rekenrijk-practice',
        school: { id: 'de-regenboog', name: 'De Regenboog', brin: '99AA' },
        board: 'waterland',
        agreement: 'waterland-rekenrijk',
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        open: [
          { affiliation: 'pupil', claims: ['birthdate', 'given_name', 'group'] },
          { affiliation: 'teacher', claims: ['birthdate', 'given_name', 'group'] },
        ],
      },
    ]);
  });

  it.each(['/activations', `/activations/changes?since=${always}`])(
    'come in pages that leave nothing out and tell nothing twice: %s',
    async (path) => {
      const { body: whole } = await operator.get(path).expect(200);
      const items: unknown[] = [];
      let next: string | undefined = `${path}${path.includes('?') ? '&' : '?'}limit=1`;
      while (next !== undefined) {
        const { body, headers }: request.Response = await operator.get(next).expect(200);
        expect(body.items.length).toBeLessThanOrEqual(1);
        items.push(...body.items);
        if (body.next !== undefined) expect(headers['link']).toBe(`<${String(body.next)}>; rel="next"`);
        next = body.next === undefined ? undefined : String(body.next).replace('/api/v1', '');
      }
      expect(items).toEqual(whole.items);
    },
  );
});

describe('nothing that is a person’s or the school’s own is told', () => {
  it('is told the same to the byte before and after objections and an access rule', async () => {
    const { arrived, visit } = await signInAtRegenboog(world, world.browser(), world.reader);
    await world.reader.receive(visit, arrived.url);
    const before = await bytesOf(leesboom);
    const person = await office.onlyHandleAt('waterland');
    await office.object('de-regenboog', person, { claim: 'given_name' });
    expect(await bytesOf(leesboom)).toEqual(before);
    await office.object('de-regenboog', person, { service: 'leesboom-reader' });
    expect(await bytesOf(leesboom)).toEqual(before);
    await operator
      .put(
        '/access-rules/de-regenboog/leesboom-reader',
        {
          school: 'de-regenboog',
          service: 'leesboom-reader',
          affiliations: ['teacher'],
          groups: ['groep-5'],
        },
        { 'If-None-Match': '*' },
      )
      .expect(201);
    await world.settled();
    expect(await bytesOf(leesboom)).toEqual(before);
  });
});

describe('what became otherwise', () => {
  it('is told with its moment, and where to begin the next time', async () => {
    const since = now();
    expect(await changesOf(leesboom, since)).toEqual([]);
    await change('/policies/de-regenboog/leesboom-reader', { claims: [] });
    await change('/policies/de-regenboog/leesboom-reader', { enabled: false });
    await change('/policies/de-kade/rekenrijk-practice', { enabled: true });
    expect(await changesOf(leesboom, since)).toEqual([
      'leesboom-reader de-regenboog claims_changed',
      'leesboom-reader de-regenboog switched_off service_not_enabled',
    ]);
    expect(await changesOf(rekenrijk, since)).toEqual(['rekenrijk-practice de-kade switched_on']);
    const { body } = await leesboom.get(`/activations/changes?since=${always}`).expect(200);
    expect(Date.parse(body.nextSince)).toBeLessThan(Date.parse(since));
    const off = body.items.find(({ change: what }: Told) => what === 'switched_off');
    expect(off).toEqual({
      service: 'leesboom-reader',
      school: { id: 'de-regenboog', name: 'De Regenboog', brin: '99AA' },
      board: 'waterland',
      at: expect.any(String),
      change: 'switched_off',
      reason: 'service_not_enabled',
      whoseTurn: 'school',
    });
    expect(await pairsOf(leesboom)).not.toContain('leesboom-reader de-regenboog');
  });

  it('is the end of a policy too, and a service that is switched on again', async () => {
    const { etag } = await operator.read('/policies/de-vuurtoren/rekenrijk-practice');
    const since = now();
    await operator.end('/policies/de-vuurtoren/rekenrijk-practice', { 'If-Match': etag }).expect(200);
    const policy = { school: 'de-vuurtoren', service: 'rekenrijk-practice', enabled: true, claims: [] };
    await operator
      .put('/policies/de-vuurtoren/rekenrijk-practice', policy, { 'If-None-Match': '*' })
      .expect(201);
    expect(await changesOf(rekenrijk, since)).toEqual([
      'rekenrijk-practice de-vuurtoren switched_off service_not_enabled',
      'rekenrijk-practice de-vuurtoren switched_on',
    ]);
  });

  it('is a school that was merged, and into which only where the supplier has an agreement', async () => {
    const since = now();
    const on = dayAt(systemClock.now(), 'Europe/Amsterdam');
    await change('/schools/het-kompas', { closed: { on, successor: 'de-vuurtoren' } });
    await change('/schools/de-kade', { closed: { on, successor: 'de-vuurtoren' } });
    const merged = await itemsOf(rekenrijk, `/activations/changes?since=${since}`);
    const into = { id: 'de-vuurtoren', name: 'De Vuurtoren', brin: '99AC01' };
    expect(merged.map(({ service, school }) => `${service} ${school.id}`)).toEqual([
      'rekenrijk-dashboard de-kade',
      'rekenrijk-practice de-kade',
      'rekenrijk-practice het-kompas',
    ]);
    expect(merged[2]).toMatchObject({ reason: 'school_closed', whoseTurn: 'person', successor: into });
    // the board of the successor has no agreement about the dashboard, and none with Leesboom that is in force
    expect(merged[0]).not.toHaveProperty('successor');
    const { text } = await leesboom.get(`/activations/changes?since=${since}`).expect(200);
    expect(text).toContain('school_closed');
    expect(text).not.toContain('vuurtoren');
  });
});

describe('required claims that are missing', () => {
  const [service, claim] = [required(serviceId('rekenrijk-practice')), required(attributeName('group'))];
  const missing = async (client: ApiCalls): Promise<readonly string[]> => {
    const { body } = await client.get(`/activations/missing-claims?service=${service}`).expect(200);
    return body.items.map(
      ({ claim: name, whoseTurn, schools }: Record<string, unknown>) =>
        `${String(name)} ${String(whoseTurn)} ${String(schools)}`,
    );
  };

  /** Five people came yesterday, one of whom objected. */
  async function cameWithout(reason: WithheldReason): Promise<void> {
    const [ledger, people] = [
      createPostgresLedgerStore(office.postgres),
      createPostgresPersonStore(office.postgres),
    ];
    const board = required(boardId('waterland'));
    for (let index = 0; index < 5; index += 1) {
      const person = await people.handleOf(rootOf(`came ${String(index)}`), board, randomHandle());
      await ledger.append(
        entry({
          at: systemClock.now() - 86_400_000,
          person,
          school: required(schoolId('de-regenboog')),
          board,
          supplier: required(supplierId('rekenrijk')),
          service,
          released: [],
          withheld: [{ claim, reason: index === 0 ? 'objection' : reason }],
          basis: {
            agreement: required(agreementId('waterland-rekenrijk')),
            agreementVersion: 1,
            policyVersion: 1,
          },
        }),
      );
    }
  }

  it('are counted by whose turn it is', async () => {
    const claims = [
      { name: 'group', purpose: 'teaching', required: true },
      { name: 'family_name', purpose: 'access', required: true },
    ];
    await cameWithout('not_supplied');
    await change('/services/rekenrijk-practice', { claims });
    const lines = await missing(rekenrijk);
    expect(lines).toEqual([
      'family_name board 1',
      'family_name school 1',
      'family_name identity_provider 0',
      'family_name operator 0',
      'group board 0',
      'group school 1',
      'group identity_provider 1',
      'group operator 0',
    ]);
    expect(await missing(operator)).toEqual(lines);
  });
});
