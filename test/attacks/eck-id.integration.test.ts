import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { edit, type Lists } from '../../testkit/world/change-federation.ts';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import type { Received, Visit } from '../../testkit/actors/supplier.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';

/* Invariant 7 and 8: an ECK iD is no secret, and whoever asserts one must not get another pupil's pseudonym by it. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await edit(world, withEckId);
});
afterAll(() => world.close());

/** Rekenrijk Oefenen gets the ECK iD of pupils of De Regenboog. */
function withEckId(federation: Lists): Lists {
  const claim = { name: 'eckid', purpose: 'delivery', required: false };
  const row = {
    service: 'rekenrijk-practice',
    claim: 'eckid',
    purposes: ['delivery'],
    affiliations: ['pupil'],
  };
  const with_ = (
    list: string,
    member: string,
    more: unknown,
    is: (record: Lists[string][number]) => boolean,
  ) =>
    (federation[list] ?? []).map((record) => {
      const before = record[member];
      return is(record) && Array.isArray(before) ? { ...record, [member]: [...before, more] } : record;
    });
  return {
    ...federation,
    services: with_('services', 'claims', claim, ({ id }) => id === 'rekenrijk-practice'),
    agreements: with_('agreements', 'annex', row, ({ id }) => id === 'waterland-rekenrijk'),
    policies: with_(
      'policies',
      'claims',
      'eckid',
      ({ school, service }) => school === 'de-regenboog' && service === 'rekenrijk-practice',
    ),
  };
}

const scope = { scope: 'openid profile eckid' };
const eckId = (digit: string) => `https://ketenid.nl/201703/${digit.repeat(128)}`;
const said = (eck?: string) => (eck === undefined ? [] : [['eckId', [eck]] as const]);

interface Went {
  readonly visit: Visit;
  readonly arrived: Arrived;
}
const atRegenboog = (pupil: string, eck?: string): Promise<Went> =>
  signInAtRegenboog(
    world,
    world.browser(),
    world.practice,
    { nameId: nameIdOf(pupil), attributes: [...pip, ...said(eck)] },
    scope,
  );
async function atVuurtoren(pupil: string, eck?: string): Promise<Went> {
  const browser = world.browser();
  const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
  const branch = ['nlEduPersonHomeOrganizationBranchId', ['99AC01']] as const;
  const attributes = [...pip.slice(0, 5), branch, ...said(eck)];
  const arrived = await world.answerAtZee(browser, await browser.go(visit.url), {
    nameId: nameIdOf(pupil),
    attributes,
  });
  return { visit, arrived };
}
const received = ({ visit, arrived }: Went): Promise<Received> => world.practice.receive(visit, arrived.url);
const subOf = async (went: Went): Promise<unknown> => (await received(went)).idToken['sub'];

function expectRefused({ arrived }: Went): void {
  expect(arrived.status).toBeGreaterThanOrEqual(400);
  expect(arrived.url.href).not.toContain('code=');
}
const trail = async (type: string) =>
  queryDatabase(world.databaseUrl, `select idp, school from sluis.audit_event where type = '${type}'`);

describe('a board that wants another board’s pupil', () => {
  it('gets nobody by an ECK iD that it may not assert, neither with a new person nor with one that gives way', async () => {
    const victim = await subOf(await atRegenboog('victim', eckId('a')));
    const own = await subOf(await atVuurtoren('pawn'));
    for (const spelled of [eckId('a'), eckId('a').toUpperCase(), `${eckId('a')}/`]) {
      expectRefused(await atVuurtoren('pawn', spelled));
      expectRefused(await atVuurtoren('another-pawn', spelled));
    }
    expect(await subOf(await atVuurtoren('pawn'))).toBe(own);
    expect(await subOf(await atRegenboog('victim', eckId('a')))).toBe(victim);
    expect(await subOf(await atRegenboog('victim'))).toBe(victim);
    expect(await trail('identifier.gave_way')).toEqual([]);
    expect(await queryDatabase(world.databaseUrl, 'select from sluis.person_succession')).toEqual([]);
  });

  it('does not pull a pupil, new at the other school, to a person of its own', async () => {
    const pupil = await subOf(await atRegenboog('new-pupil'));
    await subOf(await atVuurtoren('bait', eckId('b')));
    // even when the other school's login could be made to send the bait's ECK iD: it is bound to the attacker's board
    expectRefused(await atRegenboog('new-pupil', eckId('b')));
    expect(await subOf(await atRegenboog('new-pupil'))).toBe(pupil);
  });
});

describe('a conflict from before', () => {
  async function twoPeopleFromBefore(name: string, eck: string): Promise<unknown> {
    await subOf(await atRegenboog(`${name}-elsewhere`, eck));
    const sub = await subOf(await atRegenboog(name));
    await queryDatabase(world.databaseUrl, 'delete from sluis.person_root');
    return sub;
  }

  it('lets the pupil in as before, releases no ECK iD, and is reported once', async () => {
    const before = await twoPeopleFromBefore('dropped', eckId('c'));
    for (let visit = 0; visit < 2; visit += 1) {
      const { idToken, userinfo } = await received(await atRegenboog('dropped', eckId('c').toUpperCase()));
      expect([idToken['sub'], userinfo['sub']]).toEqual([before, before]);
      expect(JSON.stringify([idToken, userinfo])).not.toMatch(/ketenid/i);
      expect(userinfo).toHaveProperty('given_name');
    }
    expect(await trail('identifier.kept_apart')).toEqual([{ idp: 'regenboog-saml', school: 'de-regenboog' }]);
    const own = await received(await atRegenboog('dropped-elsewhere', eckId('c')));
    expect(own.userinfo['eckid']).toBe(eckId('c'));
    expect(own.idToken['sub']).not.toBe(before);
    const metrics = await (await fetch(`${world.issuer}/metrics`)).text();
    expect(metrics).toContain('sluis_audit_events_total{type="identifier.kept_apart",reason="none"} 1');
  });

  it('is refused, as any other, once another board has something to do with it', async () => {
    const before = await twoPeopleFromBefore('shared', eckId('d'));
    const [row] = await queryDatabase(
      world.databaseUrl,
      'select id from sluis.disclosure order by number desc limit 1',
    );
    await queryDatabase(
      world.databaseUrl,
      `insert into sluis.disclosure (id, at, person, affiliation, school, board, supplier, service, released, withheld, agreement,
         agreement_version, policy_version, subject_proof)
       select gen_random_uuid(), at, person, affiliation, 'de-vuurtoren', 'zeeland', supplier, service, released, withheld, agreement,
         agreement_version, policy_version, subject_proof
       from sluis.disclosure where id = '${String(row?.['id'])}'`,
    );
    expectRefused(await atRegenboog('shared', eckId('d')));
    expect(await subOf(await atRegenboog('shared'))).toBe(before);
  });

  it('is not made by a pupil who is new: two people stay two people', async () => {
    await subOf(await atRegenboog('first', eckId('e')));
    await subOf(await atRegenboog('second', eckId('f')));
    expectRefused(await atRegenboog('second', eckId('e')));
    expectRefused(await atRegenboog('first', eckId('f')));
  });
});
