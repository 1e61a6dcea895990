import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { openApiClient, type ApiCalls } from '../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../testkit/world/api-clients.ts';
import { during, withMembers } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { eventually } from '../../testkit/machine/eventually.ts';

const ofReader = '/services/leesboom-reader/announcement';
const everywhere = '/announcements/all-sign-ins';
const text = { nl: 'Leesboom geeft storing. We werken eraan.', en: 'Leesboom has trouble.' };

let offset = 0;
let world: World;
let operator: ApiCalls;
let waterland: ApiCalls;
let leesboom: ApiCalls;
let rekenrijk: ApiCalls;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    clock: { now: () => systemClock.now() + offset },
  });
  await admitApiClients(world);
  operator = await openApiClient(world, 'operator-client');
  waterland = await openApiClient(world, 'waterland-client');
  leesboom = await openApiClient(world, 'leesboom-client');
  rekenrijk = await openApiClient(world, 'rekenrijk-client');
});
afterEach(async () => {
  offset = 0;
  await queryDatabase(world.databaseUrl, 'delete from sluis.announcement');
});
afterAll(() => world.close());

const chooserOf = async (service = world.reader): Promise<string> =>
  (await world.browser().go((await service.begin()).url)).body;

const trail = () =>
  queryDatabase(
    world.databaseUrl,
    `select type, service, author, stated_reason from sluis.audit_event
      where type like 'announcement.%' order by number desc limit 1`,
  );

describe('who may not announce', () => {
  it.each([ofReader, everywhere, '/announcements'])(
    'at %s: nobody without a token or the scope',
    async (path) => {
      await request(world.issuer).get(`/api/v1${path}`).expect(401);
      await request(world.issuer)
        .put(`/api/v1${path}`)
        .expect(path === '/announcements' ? 405 : 401);
      const reading = await openApiClient(world, 'operator-client', 'register:read services:write');
      const { headers } = await reading.get(path).expect(403);
      expect(headers['www-authenticate']).toContain('scope="announcements:write"');
    },
  );

  it('a board has no scope for it, and another supplier finds no such service', async () => {
    await waterland.put(ofReader, text).expect(403);
    await waterland.get('/announcements').expect(403);
    await leesboom.put(ofReader, text).expect(200);
    for (const call of [
      rekenrijk.put(ofReader, text),
      rekenrijk.get(ofReader),
      rekenrijk.end(ofReader),
      operator.put('/services/nergens/announcement', text),
    ]) {
      await call.expect(404);
    }
    expect((await rekenrijk.get('/announcements').expect(200)).body.items).toEqual([]);
  });

  it('a supplier does not announce about all sign-ins, nor over the operator', async () => {
    await leesboom.put(everywhere, text).expect(403);
    await leesboom.get(everywhere).expect(404);
    await operator.put(everywhere, text).expect(200);
    await leesboom.end(everywhere).expect(403);
    await leesboom.get(everywhere).expect(200);
    await operator.put(ofReader, { nl: 'Van ons' }).expect(200);
    const refused = await leesboom.put(ofReader, text).expect(403);
    expect(refused.body.faults[0].problem).toContain('of the operator');
    await leesboom.end(ofReader).expect(403);
    expect((await leesboom.get(ofReader).expect(200)).body).toMatchObject({ nl: 'Van ons', by: 'operator' });
  });

  it.each([
    { nl: '' },
    { en: 'Only English' },
    { nl: 'a'.repeat(201) },
    { nl: 'Kijk op evil.example' },
    { nl: 'Mail hulp@evil.example' },
    { nl: 'omgekeerd \u202Eelpmaxe' },
    { nl: 'Bel 06 12345678' },
    { ...text, en: 'See evil.example' },
    { ...text, hours: 0 },
    { ...text, hours: 25 },
    { ...text, hours: 1.5 },
    { ...text, by: 'operator' },
  ])('nobody announces %j', async (body) => {
    await operator.put(ofReader, body).expect(422);
    await operator.get(ofReader).expect(404);
  });

  it('nobody without a reason', async () => {
    await leesboom.put(ofReader, text, { 'Sluis-Reason': '' }).expect(400);
  });
});

describe('an announcement', () => {
  it('is posted, replaced and taken down, and the trail has who and why', async () => {
    const posted = await leesboom.put(ofReader, { ...text, hours: 2 }).expect(200);
    expect(posted.body).toMatchObject({ service: 'leesboom-reader', by: 'supplier', ...text });
    const { postedAt, endsAt } = posted.body;
    expect(Date.parse(endsAt) - Date.parse(postedAt)).toBe(2 * 3_600_000);
    const of = { service: 'leesboom-reader', author: 'api:leesboom-client', stated_reason: 'a test' };
    expect(await trail()).toEqual([{ type: 'announcement.posted', ...of }]);
    expect((await leesboom.get('/announcements').expect(200)).body).toEqual({ items: [posted.body] });
    await operator.put(ofReader, { nl: 'Van de beheerder' }).expect(200);
    expect(await trail()).toEqual([{ type: 'announcement.replaced', ...of, author: 'api:operator-client' }]);
    await operator.end(ofReader).expect(200);
    expect(await trail()).toEqual([{ type: 'announcement.removed', ...of, author: 'api:operator-client' }]);
    await operator.end(ofReader).expect(404);
  });

  it('ends by itself after 24 hours', async () => {
    await leesboom.put(ofReader, text).expect(200);
    offset = 24 * 3_600_000 - 60_000;
    expect(await chooserOf()).toContain(text.nl);
    offset += 60_001;
    expect(await chooserOf()).not.toContain(text.nl);
  });

  it('is on the pages of its service alone, with whose it is and since when', async () => {
    await leesboom.put(ofReader, text).expect(200);
    expect(await chooserOf()).toMatch(/Melding van Uitgeverij Leesboom over [^<,]+, \d{1,2}:\d\d/);
    expect(await chooserOf(world.practice)).not.toContain('<section class="announcement">');
    await operator.put(everywhere, { nl: 'Alles is traag' }).expect(200);
    const both = await chooserOf();
    expect(both.indexOf(text.nl)).toBeLessThan(both.indexOf('Alles is traag'));
    expect(both).toMatch(/Melding van de beheerders van Sluis, \d/);
    expect(both.match(/<section class="announcement">/g)).toHaveLength(2);
    expect((await chooserOf(world.practice)).match(/<section class="announcement">/g)).toHaveLength(1);
  });

  it('is escaped, and in Dutch on an English page where there is no English', async () => {
    await leesboom.put(ofReader, { nl: "Lezen & 'rekenen' lukt niet" }).expect(200);
    const page = await world.browser().go((await world.reader.begin({ ui_locales: 'en' })).url);
    expect(page.body).toContain('<span lang="nl">Lezen &amp; ');
    expect(page.body).toContain('Message from Uitgeverij Leesboom about ');
  });

  it('is on the refusal of a school that does not take part, and of who came from the school', async () => {
    await leesboom.put(ofReader, text).expect(200);
    const signedIn = world.browser();
    await signInAtRegenboog(world, signedIn, world.reader);
    await during(
      world,
      withMembers('agreements', 'waterland-leesboom', { status: 'suspended' }),
      async () => {
        const chooser = await world.browser().go((await world.reader.begin()).url);
        const { url } = await world.reader.begin();
        const browser = world.browser();
        const refused = await browser.go(`${(await browser.go(url)).url.href}/school/de-regenboog`);
        for (const page of [refused, await signedIn.go((await world.reader.begin()).url)]) {
          expect(page.status).toBe(403);
          expect(page.body).toContain(text.nl);
        }
        expect(chooser.body).toContain(text.nl);
      },
    );
  });

  it('is on the page about an answer that cannot be used, which comes without a cookie', async () => {
    await leesboom.put(ofReader, text).expect(200);
    const attributes = pip.filter(([name]) => name !== 'eduPersonAffiliation');
    const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, { attributes });
    expect(arrived.body).toContain('We weten niet of je leerling of leraar bent');
    expect(arrived.body).toContain(text.nl);
    expect(arrived.body).toContain(text.en);
  });

  it('is on the page about a request of its service that cannot be answered, and not on a page that is not there', async () => {
    await leesboom.put(ofReader, text).expect(200);
    const visit = new URL((await world.reader.begin()).url);
    visit.searchParams.set('redirect_uri', 'https://elsewhere.example/');
    expect((await world.browser().go(visit.href)).body).toContain(text.nl);
    await operator.put(everywhere, { nl: 'Alles is traag' }).expect(200);
    expect((await world.browser().go(`${world.issuer}/nothing`)).body).not.toContain('Alles is traag');
  });

  it('leaves on pages and at the management API alone', async () => {
    await leesboom.put(ofReader, text).expect(200);
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const received = await world.reader.receive(visit, arrived.url);
    expect(JSON.stringify(received)).not.toContain('storing');
    expect(JSON.stringify(world.logger.events)).not.toContain('Leesboom geeft storing');
    const { text: metrics } = await request(world.issuer).get('/metrics');
    expect(metrics).not.toContain('storing');
  });

  it('that another node posted comes within seconds', async () => {
    const now = new Date(systemClock.now());
    await queryDatabase(
      world.databaseUrl,
      `insert into sluis.announcement (about, nl, posted_at, ends_at)
        values ('*', 'Van elders', '${now.toISOString()}', '${new Date(now.getTime() + 60_000).toISOString()}')`,
    );
    await eventually(async () => {
      expect(await chooserOf()).toContain('Van elders');
    });
  });

  it('that cannot be read is on no page, and nothing else is in the way', async () => {
    await leesboom.put(ofReader, text).expect(200);
    await queryDatabase(world.databaseUrl, 'alter table sluis.announcement rename to announcement_away');
    try {
      await eventually(async () => {
        expect(await chooserOf()).not.toContain(text.nl);
      });
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      expect(arrived.url.searchParams.get('code')).toBeTruthy();
    } finally {
      await queryDatabase(world.databaseUrl, 'alter table sluis.announcement_away rename to announcement');
    }
    await eventually(async () => {
      expect(await chooserOf()).toContain(text.nl);
    });
  });
});
