import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { openApiClient, type ApiCalls } from '../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../testkit/world/api-clients.ts';
import { during, edit, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* A school that gives a first name of pupils, an initial of teachers, and nothing of other staff. */

const service = 'leesboom-reader';
const everybody = ['pupil', 'teacher', 'staff'];
const forPupils = { name: 'given_name', affiliations: ['pupil'] };
const forTeachers = { name: 'given_name', affiliations: ['teacher'], transforms: ['initial'] };

let world: World;
let board: ApiCalls;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  board = await openApiClient(world, 'waterland-client');
  await edit(world, (lists) => withLines([forPupils, forTeachers])(openToEverybody(lists)));
});
afterAll(() => world.close());

/** The agreement is about everybody, so that the policy alone tells them apart. */
function openToEverybody(lists: Lists): Lists {
  const row = { service, claim: 'given_name', purposes: ['access'], affiliations: everybody };
  return [
    withMembers('idps', 'regenboog-saml', {
      affiliation: {
        attribute: 'eduPersonAffiliation',
        values: { student: 'pupil', faculty: 'teacher', employee: 'staff' },
      },
    }),
    withMembers('services', service, { audience: everybody }),
    withMembers('agreements', 'waterland-leesboom', {
      services: [
        { service, affiliations: everybody },
        { service: 'leesboom-app', affiliations: ['pupil'] },
      ],
      annex: [row],
    }),
  ].reduce((before, change) => change(before), lists);
}

const isOurs = (policy: Readonly<Record<string, unknown>>): boolean =>
  policy['school'] === 'de-regenboog' && policy['service'] === service;

function withLines(claims: readonly unknown[]): (lists: Lists) => Lists {
  return (lists) => ({
    ...lists,
    policies: (lists['policies'] ?? []).map((policy) => (isOurs(policy) ? { ...policy, claims } : policy)),
  });
}

/** Somebody called Pip, whom the school says to be this. */
function called(affiliation: string): AnswerWishes {
  const attributes = pip.map(([name, values]) =>
    name === 'eduPersonAffiliation' ? ([name, [affiliation]] as const) : ([name, values] as const),
  );
  return { nameId: nameIdOf(`pip-${affiliation}`), attributes };
}

async function receive(affiliation: string) {
  const { visit, arrived } = await signInAtRegenboog(
    world,
    world.browser(),
    world.reader,
    called(affiliation),
  );
  return world.reader.receive(visit, arrived.url);
}

async function newestEntry() {
  const [row] = await queryDatabase(
    world.databaseUrl,
    'select affiliation, released, withheld from sluis.disclosure order by number desc limit 1',
  );
  return row;
}

describe('nothing of a line for others', () => {
  it('reaches staff that is neither pupil nor teacher, and the ledger says that it is not switched on', async () => {
    const received = await receive('employee');
    expect(received.userinfo).toEqual({ sub: received.idToken['sub'] });
    expect(await newestEntry()).toEqual({
      affiliation: 'staff',
      released: [],
      withheld: [{ claim: 'given_name', reason: 'not_enabled_by_school' }],
    });
  });

  it('reaches a teacher of what is for pupils, nor a pupil of what is for teachers', async () => {
    await during(world, withLines([forPupils]), async () => {
      expect(Object.keys((await receive('faculty')).userinfo)).toEqual(['sub']);
    });
    await during(world, withLines([forTeachers]), async () => {
      expect(Object.keys((await receive('student')).userinfo)).toEqual(['sub']);
    });
  });

  it.each(['affiliate', ''])('leaves about somebody whom the school says to be %j', async (affiliation) => {
    const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, called(affiliation));
    expect(arrived.status).toBe(403);
    expect(arrived.url.href).not.toContain('code=');
    expect(world.logger.events.findLast(({ level }) => level === 'warn')).toMatchObject({
      fields: { code: 'identity.affiliation_unknown' },
    });
  });
});

describe('a policy with two lines of one claim', () => {
  it('gives the first name of a pupil in full, and an initial of a teacher, at one service', async () => {
    expect((await receive('student')).userinfo).toMatchObject({ given_name: 'Pip' });
    expect(await newestEntry()).toMatchObject({
      affiliation: 'pupil',
      released: [{ claim: 'given_name', transforms: [] }],
    });
    expect((await receive('faculty')).userinfo).toMatchObject({ given_name: 'P.' });
    expect(await newestEntry()).toMatchObject({
      affiliation: 'teacher',
      released: [{ claim: 'given_name', transforms: ['initial'] }],
    });
  });

  it('acts at the next userinfo when a line is taken out, on those alone for whom it was', async () => {
    const [pupil, teacher] = [await receive('student'), await receive('faculty')];
    await during(world, withLines([forPupils]), async () => {
      expect(await world.reader.userinfo(teacher.tokens)).not.toHaveProperty('given_name');
      expect(await world.reader.userinfo(pupil.tokens)).toHaveProperty('given_name', 'Pip');
    });
  });
});

describe('an API client of a board', () => {
  const path = `/policies/de-regenboog/${service}`;
  const faults = z.object({ faults: z.array(z.object({ path: z.array(z.unknown()), problem: z.string() })) });

  async function refused(claims: readonly unknown[]) {
    const { record, etag } = await board.read(path);
    const { body } = await board.put(path, { ...record, claims }, { 'If-Match': etag }).expect(422);
    expect((await board.read(path)).etag).toBe(etag);
    return faults.parse(body).faults.map((fault) => `${fault.path.join('.')}: ${fault.problem}`);
  }

  it('is told all faults of its lines together, with their places', async () => {
    expect(
      await refused([forPupils, { ...forTeachers, affiliations: ['staff', 'pupil'] }, 'given_name']),
    ).toEqual([
      'claims.1.affiliations.1: claim given_name is switched on twice for pupil',
      'claims.2: claim given_name is switched on twice for pupil, staff: a line without affiliations is for all',
    ]);
    expect(
      await refused([
        { ...forPupils, affiliations: [] },
        { ...forTeachers, affiliations: ['parent'] },
      ]),
    ).toEqual([
      'claims.0.affiliations: must have at least one element',
      'claims.1.affiliations.0: must be one of pupil, teacher, staff',
    ]);
  });

  it('reads lines with their affiliations, and changes for whom they are: the next userinfo follows', async () => {
    const { record, etag } = await board.read(path);
    expect(record['claims']).toEqual([{ ...forPupils, transforms: [] }, forTeachers]);
    const teacher = await receive('faculty');
    const narrower = { ...record, claims: [{ ...forPupils, affiliations: ['pupil', 'staff'] }] };
    const { body } = await board.put(path, narrower, { 'If-Match': etag }).expect(200);
    expect(body).toMatchObject({ outcome: 'applied', narrowed: [] });
    await world.settled();
    expect(await world.reader.userinfo(teacher.tokens)).not.toHaveProperty('given_name');
    expect((await receive('employee')).userinfo).toHaveProperty('given_name', 'Pip');
  });
});
