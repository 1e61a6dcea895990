import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import type { Received, SupplierService } from '../../testkit/actors/supplier.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { edit, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* Classes and the school by ids of the sector, all the way to two suppliers. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await edit(world, (lists) =>
    openTo('rekenrijk', 'rekenrijk-practice', openTo('leesboom', 'leesboom-reader', lists)),
  );
});
afterAll(() => world.close());

const claims = ['groups', 'school_id', 'school_year'];
const scope = 'openid group school';

/** The service is registered for all of it, the agreement covers it, and the school switched on two of three groups. */
function openTo(supplier: string, service: string, lists: Lists): Lists {
  const annex = claims.map((claim) => ({ service, claim, purposes: ['access'], affiliations: ['pupil'] }));
  const registered = claims.map((name) => ({ name, purpose: 'access', required: false }));
  const changed = [
    withMembers('services', service, { claims: registered }),
    withMembers('agreements', `waterland-${supplier}`, {
      services: [{ service, affiliations: ['pupil'] }],
      annex,
    }),
  ].reduce((before, change) => change(before), lists);
  const others = (changed['policies'] ?? []).filter(
    (policy) => !String(policy['service']).startsWith(supplier),
  );
  const only = { values: ['groep-5', 'Zoë en co'] };
  const switchedOn = ['school_id', 'school_year', { name: 'groups', transforms: [only] }];
  const policy = { school: 'de-regenboog', service, enabled: true, claims: switchedOn };
  return { ...changed, policies: [...others, policy] };
}

function pupilCalled(name: string, year: string, groups: readonly string[]): AnswerWishes {
  const others = pip.filter(([attribute]) => attribute !== 'nlEduPersonUnit');
  const own: NonNullable<AnswerWishes['attributes']> = [
    ['nlEduPersonUnit', [...groups]],
    ['school_year', [year]],
    ['groups', ['said by the IdP']],
    ['school_id', ['de-kade']],
  ];
  return { nameId: nameIdOf(name), attributes: [...others, ...own] };
}

const received = z.object({
  sub: z.string(),
  school_id: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  school_year: z.string(),
  groups: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
      name: z.string(),
      year: z.string(),
      school_year: z.string().regex(/^\d{4}-\d{4}$/),
    }),
  ),
});
type Told = z.infer<typeof received>;

async function receive(service: SupplierService, wishes: AnswerWishes): Promise<Told> {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), service, wishes, { scope });
  const { userinfo, idToken }: Received = await service.receive(visit, arrived.url);
  if (service === world.practice) {
    const { groups, school_id, school_year } = idToken;
    expect({ groups, school_id, school_year }).toEqual({
      groups: userinfo['groups'],
      school_id: userinfo['school_id'],
      school_year: userinfo['school_year'],
    });
  } else expect(Object.keys(idToken)).not.toContain('groups');
  return received.parse(userinfo);
}

describe('pupils of one class', () => {
  it('have the same class and school at one supplier, by other ids at another one', async () => {
    const sam = pupilCalled('sam', '5', ['groep-5', 'plusklas', 'Zoë en co']);
    const noor = pupilCalled('noor', '6', ['groep-5']);
    const [first, second] = [await receive(world.reader, sam), await receive(world.reader, noor)];
    expect(first.groups.map(({ name, year }) => [name, year])).toEqual([
      ['groep-5', '5'],
      ['Zoë en co', '5'],
    ]);
    expect(second.groups.map(({ name, year }) => [name, year])).toEqual([['groep-5', '6']]);
    expect(second.groups[0]?.id).toBe(first.groups[0]?.id);
    expect(second.school_id).toBe(first.school_id);
    expect(second.sub).not.toBe(first.sub);
    expect(new Set(first.groups.map(({ id }) => id)).size).toBe(2);

    const elsewhere = await receive(world.practice, sam);
    expect(elsewhere.groups.map(({ name }) => name)).toEqual(first.groups.map(({ name }) => name));
    const idsOf = ({ groups, school_id, sub }: Told) => [...groups.map(({ id }) => id), school_id, sub];
    expect(idsOf(elsewhere).filter((id) => idsOf(first).includes(id))).toEqual([]);
  });

  it('leave the names of the claims in the ledger, and nothing of the classes', async () => {
    const rows = await queryDatabase(
      world.databaseUrl,
      'select * from sluis.disclosure order by number desc',
    );
    expect(rows[0]?.['released']).toEqual([
      { claim: 'groups', transforms: ['values'] },
      { claim: 'school_id', transforms: [] },
      { claim: 'school_year', transforms: [] },
    ]);
    const text = JSON.stringify(rows);
    for (const value of ['groep-5', 'Zoë', 'plusklas']) expect(text).not.toContain(value);
  });

  it('are told of without their year once the school withdraws that, at the next userinfo', async () => {
    const browser = world.browser();
    const wishes = pupilCalled('sam', '5', ['groep-5']);
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader, wishes, { scope });
    const { tokens } = await world.reader.receive(visit, arrived.url);
    await edit(world, (lists) => ({
      ...lists,
      policies: (lists['policies'] ?? []).map((policy) => ({
        ...policy,
        claims: z
          .array(z.unknown())
          .parse(policy['claims'] ?? [])
          .filter((claim) => claim !== 'school_year'),
      })),
    }));
    const later = await world.reader.userinfo(tokens);
    expect(later['groups']).toEqual([
      { id: expect.any(String), name: 'groep-5', school_year: expect.any(String) },
    ]);
    expect(later).not.toHaveProperty('school_year');
  });
});

describe('discovery', () => {
  it('says that there are such claims', () => {
    const { claims_supported } = world.practice.configuration.serverMetadata();
    expect(claims_supported).toEqual(expect.arrayContaining(['groups', 'school_id', 'group', 'school_brin']));
  });
});
