import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openApiClient, type ApiCalls } from '../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../testkit/world/api-clients.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { openOffice } from './objecting.ts';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import type { Received, SupplierService } from '../../testkit/actors/supplier.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* A pupil moves from De Vuurtoren to De Regenboog, of another board. The ECK iD comes a week after the first lesson. */

const eckId = (digit: string) => `https://ketenid.nl/201703/${digit.repeat(128)}`;
const atVuurtoren = ['nlEduPersonHomeOrganizationBranchId', ['99AC01']] as const;

let world: World;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 5, 28, 7) });
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
});
afterAll(async () => {
  await world.close();
  vi.useRealTimers();
});

/** At another moment, once the broker has looked at the register there. */
async function goTo(moment: number): Promise<void> {
  vi.setSystemTime(moment);
  await eventually(async () => {
    const metrics = await (await fetch(`${world.issuer}/metrics`)).text();
    expect(Number(/^sluis_register_age_seconds (.*)$/m.exec(metrics)?.[1])).toBeLessThan(60);
  });
}

async function atOldSchool(pupil: string, eck: string): Promise<Received> {
  const browser = world.browser();
  const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
  const arrived = await world.answerAtZee(browser, await browser.go(visit.url), {
    nameId: nameIdOf(pupil),
    attributes: [...pip.slice(0, 5), atVuurtoren, ['eckId', [eck]]],
  });
  return world.practice.receive(visit, arrived.url);
}

/** The pupil as the new school knows them, with the ECK iD when the school has it. */
function newPupil(pupil: string, eck?: string): AnswerWishes {
  return { nameId: nameIdOf(pupil), attributes: eck === undefined ? pip : [...pip, ['eckId', [eck]]] };
}

async function atNewSchool(
  service: SupplierService,
  wishes: AnswerWishes,
  browser: Browser = world.browser(),
): Promise<Received> {
  const { visit, arrived } = await signInAtRegenboog(world, browser, service, wishes);
  return service.receive(visit, arrived.url);
}

function userinfo({ tokens }: Received): Promise<Response> {
  return fetch(`${world.issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
}

async function listed(client: ApiCalls, query = ''): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let next: string | undefined = `/successions${query}`;
  while (next !== undefined) {
    const { body }: { body: { items: unknown[]; next?: string } } = await client.get(next).expect(200);
    items.push(...body.items);
    next = body.next?.replace('/api/v1', '');
  }
  return items;
}

const countOf = async (type: string): Promise<number> =>
  (await queryDatabase(world.databaseUrl, `select from sluis.audit_event where type = '${type}'`)).length;

describe('a pupil who moves school in August', () => {
  const old = eckId('a');
  let june: Received;
  let week: { readonly browser: Browser; readonly practice: Received; readonly reader: Received };

  it('is somebody new at first, when the new school has no ECK iD yet', async () => {
    june = await atOldSchool('pupil-at-sea', old);
    await goTo(Date.UTC(2027, 7, 16, 7));
    const browser = world.browser();
    const practice = await atNewSchool(world.practice, newPupil('moved'), browser);
    const reader = await atNewSchool(world.reader, newPupil('moved'));
    expect(practice.idToken['sub']).not.toBe(june.idToken['sub']);
    week = { browser, practice, reader };
  });

  it('is the pupil of before once it comes, in whatever spelling, and the session of before is over', async () => {
    await goTo(Date.UTC(2027, 7, 23, 7));
    // a lesson is under way: a session and tokens of somebody new
    const lesson = await atNewSchool(world.practice, newPupil('moved'), week.browser);
    expect((await userinfo(lesson)).status).toBe(200);
    const waiting = await world.practice.begin();
    const code = (await week.browser.go(waiting.url)).url;

    const spelled = old.toUpperCase().replace('HTTPS', 'http');
    const august = await atNewSchool(world.practice, newPupil('moved', spelled));
    expect(august.idToken['sub']).toBe(june.idToken['sub']);

    expect((await userinfo(lesson)).status).toBe(401);
    await expect(world.practice.exchange(waiting, code)).rejects.toMatchObject({ error: 'invalid_grant' });
    const silent = await week.browser.go((await world.practice.begin({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('error')).toBe('login_required');
    expect(await countOf('identifier.gave_way')).toBe(1);
    expect(await countOf('identifier.conflict')).toBe(0);
  });

  it('stays that pupil without the ECK iD too, and everywhere', async () => {
    const later = await atNewSchool(world.practice, newPupil('moved'));
    expect(later.idToken['sub']).toBe(june.idToken['sub']);
    expect(await (await userinfo(later)).json()).toMatchObject({ sub: june.idToken['sub'] });
  });

  it('is told to each supplier as its own two subs, the day after, and to nobody else', async () => {
    const [rekenrijk, leesboom] = [
      await openApiClient(world, 'rekenrijk-client'),
      await openApiClient(world, 'leesboom-client'),
    ];
    expect([await listed(rekenrijk), await listed(leesboom)]).toEqual([[], []]);
    await goTo(Date.UTC(2027, 7, 23, 22, 30));
    expect(await listed(await openApiClient(world, 'rekenrijk-client'))).toEqual([]);
    await goTo(Date.UTC(2027, 7, 23, 23, 1));
    const reader = await atNewSchool(world.reader, newPupil('moved'));
    expect(await listed(await openApiClient(world, 'rekenrijk-client'))).toEqual([
      {
        sector: 'rekenrijk',
        day: '2027-08-23',
        formerSub: week.practice.idToken['sub'],
        sub: june.idToken['sub'],
      },
    ]);
    const own = await openApiClient(world, 'leesboom-client');
    expect(await listed(own)).toEqual([
      {
        sector: 'leesboom',
        day: '2027-08-23',
        formerSub: week.reader.idToken['sub'],
        sub: reader.idToken['sub'],
      },
    ]);
    expect(await listed(own, '?from=2027-08-24')).toEqual([]);
    for (const query of ['?from=2027-13-01', '?from=x', '?after=AAAA', '?limit=0']) {
      await own.get(`/successions${query}`).expect(400);
    }
    for (const id of ['operator-client', 'waterland-client']) {
      const client = await openApiClient(world, id, 'register:read');
      await client.get('/successions').expect(403);
    }
  });

  it('is not told to a supplier that got nothing under the former sub', async () => {
    const someone = eckId('b');
    await atNewSchool(world.practice, newPupil('other-login', someone));
    await atNewSchool(world.practice, newPupil('came-late'));
    await atNewSchool(world.practice, newPupil('came-late', someone));
    await goTo(Date.UTC(2027, 7, 25, 7));
    expect(await listed(await openApiClient(world, 'rekenrijk-client'), '?from=2027-08-24')).toHaveLength(1);
    expect(await listed(await openApiClient(world, 'leesboom-client'), '?from=2027-08-24')).toEqual([]);
  });

  it('comes in pages that hold each once, in another order for each sector', async () => {
    const day = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => {
        const eck = eckId(String(index));
        await atNewSchool(world.practice, newPupil(`other-login-${index}`, eck));
        const former = await atNewSchool(world.practice, newPupil(`late-${index}`));
        await atNewSchool(world.reader, newPupil(`late-${index}`));
        await atNewSchool(world.practice, newPupil(`late-${index}`, eck));
        return former.idToken['sub'];
      }),
    );
    await goTo(Date.UTC(2027, 7, 26, 7));
    const rekenrijk = await openApiClient(world, 'rekenrijk-client');
    const all = await listed(rekenrijk, '?from=2027-08-25');
    expect(new Set(all.map((item) => JSON.stringify(item))).size).toBe(5);
    expect(all.map((item) => Object.entries(item ?? {}).find(([name]) => name === 'formerSub')?.[1])).toEqual(
      expect.arrayContaining(day),
    );
    for (const limit of [1, 2, 5]) {
      expect(await listed(rekenrijk, `?from=2027-08-25&limit=${String(limit)}`)).toEqual(all);
    }
  });
});

describe('what a school’s login sends and cannot be used', () => {
  it('is in the audit trail once a day and in the metrics each time, and never a value', async () => {
    for (let login = 0; login < 3; login += 1) {
      await atNewSchool(world.practice, newPupil('with-nonsense', 'canary-nonsense'));
    }
    const rows = await queryDatabase(
      world.databaseUrl,
      `select reason, idp, attribute from sluis.audit_event where type = 'attribute.left_out'`,
    );
    expect(rows).toEqual([{ reason: 'malformed', idp: 'regenboog-saml', attribute: 'eckid' }]);
    const metrics = await (await fetch(`${world.issuer}/metrics`)).text();
    expect(metrics).toContain('sluis_attributes_left_out_total{reason="malformed",attribute="eckid"} 3');
    expect(metrics).not.toContain('canary');
  });

  it('keeps an objection that was made before the ECK iD came, by any login from then on', async () => {
    const eck = eckId('c');
    await atNewSchool(world.practice, newPupil('login-of-before', eck));
    await atNewSchool(world.practice, newPupil('objecting'));
    const office = await openOffice(world);
    await office.object('de-regenboog', { values: { nameid: 'objecting' } }, { claim: 'group' });
    await office.close();
    const groupOf = async (pupil: string, withEck?: string) =>
      (await atNewSchool(world.practice, newPupil(pupil, withEck))).userinfo['group'];
    expect(await groupOf('objecting')).toBeUndefined();
    expect(await groupOf('somebody-else')).toEqual(['groep-5']);
    expect(await groupOf('objecting', eck)).toBeUndefined();
    expect(await groupOf('objecting')).toBeUndefined();
    expect(await groupOf('another-login', eck)).toBeUndefined();
  });
});
