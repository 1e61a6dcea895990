import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { outgoingChannels } from '../../outgoing-channels.ts';
import { openApiClient } from '../../testkit/world/api-calls.ts';
import { admitApiClients } from '../../testkit/world/api-clients.ts';
import { createCanaryPerson, type Canary } from './canary-person.ts';
import { redisContents } from './canary-places.ts';
import { searchCanaries, type Hit, type Place } from './canary-search.ts';
import { explainedBy, openCanaryWorld, type CanaryWorld } from './canary-world.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { runSluis } from '../../testkit/machine/run-sluis.ts';
import { mailVariables } from '../../testkit/world/world.ts';
import { edit, withMembers, type Lists } from '../../testkit/world/change-federation.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { textOf } from '../../testkit/services/smtp-server.ts';
import { pupilGroup, teacherGroup } from '../../testkit/federation/world-federation.ts';
import { acceptanceByCanary, dayAtPortal } from './portal-story.ts';
import {
  badAnswers,
  badAnswersOfEntra,
  dayAtEntra,
  goThroughRegenboog,
  valuesInStrangePlaces,
  wholeDayOfPupil,
} from './stories.ts';

const pupil = createCanaryPerson(1);
const nextPupil = createCanaryPerson(2);
const unlucky = createCanaryPerson(3);
const elsewhere = createCanaryPerson(4);
const entraPupil = createCanaryPerson(5);
const teacher = createCanaryPerson(6);
const entraUnlucky = createCanaryPerson(7);
const stranger = createCanaryPerson(8);
const canaries = [pupil, nextPupil, unlucky, elsewhere, entraPupil, teacher, entraUnlucky, stranger].flatMap(
  (person) => person.canaries,
);

let canaryWorld: CanaryWorld;
beforeAll(async () => {
  canaryWorld = await openCanaryWorld({
    postgresUrl: inject('postgres15Url'),
    entraUsers: [
      entraPupil.entraUser(pupilGroup),
      teacher.entraUser(teacherGroup),
      entraUnlucky.entraUser(pupilGroup),
    ],
  });
  await canaryWorld.world.change((text) => text.replace('groep-5', JSON.stringify(pupil.value('group'))));
  await edit(canaryWorld.world, (lists) => withNamesOfPupils(withGroups(lists)));
  await runStories();
  await runRefusals();
});
afterAll(() => canaryWorld.close());

/** De Regenboog gives one service the groups as well, with their ids: those that it names, and no year. */
function withGroups(lists: Lists): Lists {
  const service = 'rekenrijk-practice';
  const member = (list: string, id: string, name: string): readonly unknown[] =>
    z.array(z.unknown()).parse(lists[list]?.find((record) => record['id'] === id)?.[name]);
  const claims = ['groups', 'school_year'].map((name) => ({ name, purpose: 'teaching', required: false }));
  const row = { service, claim: 'groups', purposes: ['teaching'], affiliations: ['pupil'] };
  const opened = [
    withMembers('services', service, { claims: [...member('services', service, 'claims'), ...claims] }),
    withMembers('agreements', 'waterland-rekenrijk', {
      annex: [...member('agreements', 'waterland-rekenrijk', 'annex'), row, { ...row, claim: 'school_year' }],
    }),
  ].reduce((before, change) => change(before), lists);
  const only = { name: 'groups', transforms: [{ values: [pupil.value('group')] }] };
  return {
    ...opened,
    policies: (opened['policies'] ?? []).map((policy) =>
      policy['school'] === 'de-regenboog' && policy['service'] === service
        ? { ...policy, claims: [...z.array(z.unknown()).parse(policy['claims']), only] }
        : policy,
    ),
  };
}

/** De Kade gives the reader first names of its pupils, and none of its teachers, about whom it was agreed as well. */
function withNamesOfPupils(lists: Lists): Lists {
  const claims = [{ name: 'given_name', affiliations: ['pupil'] }];
  return {
    ...lists,
    policies: (lists['policies'] ?? []).map((policy) =>
      policy['school'] === 'de-kade' && policy['service'] === 'leesboom-reader'
        ? { ...policy, claims }
        : policy,
    ),
  };
}

/** The good ones get in, the others do not; the search below is worth nothing otherwise. */
async function runStories(): Promise<void> {
  const { world, story, readerInbox, dashboardInbox } = canaryWorld;
  await story(pupil.name, () => wholeDayOfPupil(canaryWorld, pupil));
  await story(entraPupil.name, () => dayAtEntra(canaryWorld, entraPupil, world.reader, readerInbox));
  await story(teacher.name, () => dayAtEntra(canaryWorld, teacher, world.dashboard, dashboardInbox));
  await story(teacher.name, () => dayAtEntra(canaryWorld, teacher, world.reader, readerInbox));
  await story(teacher.name, () => dayAtPortal(canaryWorld, teacher));
  await story(teacher.name, () => acceptanceByCanary(canaryWorld, teacher));
  await story(unlucky.name, async () => {
    const ends = await badAnswers(canaryWorld, unlucky);
    expect(Math.min(...ends.map(({ status }) => status))).toBeGreaterThanOrEqual(400);
  });
  await story(entraUnlucky.name, async () => {
    for (const { status, url } of await badAnswersOfEntra(canaryWorld, entraUnlucky)) {
      expect(status, url.pathname).toBeGreaterThanOrEqual(200);
      expect(url.origin).toBe(world.issuer);
    }
  });
  await story(stranger.name, () => valuesInStrangePlaces(canaryWorld, stranger));
}

/** Somebody refused by the decision, and somebody who is two people at once. */
async function runRefusals(): Promise<void> {
  const { world, story, readerInbox } = canaryWorld;
  await story(elsewhere.name, async () => {
    const visit = await world.reader.begin({ login_hint: 'school:de-vuurtoren' });
    const browser = world.browser();
    const refused = await world.answerAtZee(browser, await browser.go(visit.url), {
      nameId: elsewhere.saml.nameId,
      attributes: [...elsewhere.saml.attributes, ['nlEduPersonHomeOrganizationBranchId', ['99AC01']]],
    });
    expect(refused.status).toBe(403);
    readerInbox.brought((await browser.go(`${refused.url.origin}${refused.url.pathname}/not-available`)).url);
  });
  await story(nextPupil.name, async () => {
    const browser = world.browser();
    const { arrived } = await goThroughRegenboog(canaryWorld, browser, world.reader, nextPupil.saml);
    expect(arrived.url.searchParams.get('code')).toBeTruthy();
    const mixed = { ...nextPupil.saml, nameId: pupil.saml.nameId };
    const conflict = await goThroughRegenboog(canaryWorld, browser, world.reader, mixed, {
      prompt: 'login',
    });
    expect(conflict.arrived.status).toBeGreaterThanOrEqual(400);
  });
}

/** Values that are where neither the ledger nor a policy puts them. */
async function unexplained(): Promise<readonly Hit[]> {
  const explained = explainedBy(canaryWorld.released());
  // the school itself wrote the name of this class into its policy
  const inPolicy = ({ name }: Place, canary: Canary): boolean =>
    name === 'PostgreSQL sluis.record_version' && canary.value === pupil.value('group');
  return searchCanaries(
    await canaryWorld.places(),
    canaries,
    (place, canary) => explained(place, canary) || inPolicy(place, canary) || isReceiver(place, canary),
  );
}

/** Whoever was invited at this address is told there that it was accepted: the mail has it as its receiver, and says it nowhere. */
function isReceiver({ name }: Place, { value, core }: Canary): boolean {
  if (name !== 'mail' || value !== teacher.value('email')) return false;
  const naming = canaryWorld.smtp.mails.filter((mail) => `${mail.raw}\n${textOf(mail)}`.includes(core));
  return naming.every((mail) => mail.to.join() === value && !textOf(mail).includes(core));
}

describe('after all stories', () => {
  it('no value is anywhere, but what the ledger says was released, where it says', async () => {
    expect(await unexplained()).toEqual([]);
  });

  it('what was released is where it belongs, so the search can see it', async () => {
    const places = await canaryWorld.places();
    const hits = searchCanaries(
      places.filter(({ name }) => name.startsWith('inbox')),
      canaries,
    );
    expect(hits.map(({ place, person, attribute }) => `${place}: ${attribute} of ${person}`).sort()).toEqual([
      `inbox of leesboom-reader: given_name of ${pupil.name}`,
      `inbox of leesboom-reader: given_name of ${entraPupil.name}`,
      `inbox of rekenrijk-dashboard: email of ${teacher.name}`,
      `inbox of rekenrijk-practice: group of ${pupil.name}`,
    ]);
  });

  it('a teacher came where only the names of pupils are switched on, and was given a pseudonym alone', () => {
    const claimsOf = (person: string) =>
      canaryWorld
        .released()
        .filter((entry) => entry.person === person && entry.service === 'leesboom-reader')
        .map(({ claims }) => [...claims.keys()]);
    expect(claimsOf(teacher.name)).toEqual([[]]);
    expect(claimsOf(entraPupil.name)).toEqual([['given_name']]);
  });

  it('groups were among it, with those members alone that were released', () => {
    const told = canaryWorld.practiceInbox.entries.flatMap(
      (entry) => entry.match(/"groups":\[[^\]]*\]/g) ?? [],
    );
    expect(told.length).toBeGreaterThan(0);
    for (const groups of told) {
      const { groups: read } = z
        .object({ groups: z.array(z.record(z.string(), z.string())) })
        .parse(JSON.parse(`{${groups}}`));
      expect(read.map((group) => Object.keys(group).toSorted())).toEqual([['id', 'name', 'school_year']]);
      expect(read[0]?.['name']).toBe(pupil.value('group'));
    }
  });

  it('every answer that can hold a claim is in an inbox', () => {
    const { readerInbox, practiceInbox, dashboardInbox } = canaryWorld;
    const entries = [readerInbox, practiceInbox, dashboardInbox].flatMap((inbox) => inbox.entries);
    const answered = canaryWorld.answers().filter(({ path, text }) => {
      return ['/token', '/userinfo', '/introspect'].includes(path) && text.startsWith('HTTP/1.1 200');
    });
    expect(answered.length).toBeGreaterThan(0);
    expect(entries.filter((entry) => /^\/(?:token|userinfo|introspect) 200\n/.test(entry))).toHaveLength(
      answered.length,
    );
  });

  it('the management API tells of releases and of people, and of nobody’s values', async () => {
    const { world } = canaryWorld;
    await admitApiClients(world);
    const operator = await openApiClient(world, 'operator-client');
    for (const path of ['/disclosures', '/audit-events?limit=200', '/objections', '/services']) {
      await operator.get(path).expect(200);
    }
    const board = await openApiClient(world, 'waterland-client');
    const identifier = { values: { nameid: pupil.value('nameid') } };
    const found = await board.post('/people/find', { school: 'de-regenboog', identifier }).expect(200);
    const [person] = z.object({ handles: z.array(z.string()).min(1) }).parse(found.body).handles;
    await board.post('/people/disclosures', { person }).expect(200);
    await board.post('/people/erase', { person, dryRun: true }).expect(200);
    await board.get(`/documents/${'0'.repeat(64)}`).expect(404);
    const supplier = await openApiClient(world, 'leesboom-client');
    await supplier.get('/successions').expect(200);
    await supplier.get('/announcements').expect(200);
    await supplier.get('/activations').expect(200);
    await supplier.get('/activations/changes?since=2020-01-01T00:00:00Z').expect(200);
    await supplier.get('/activations/missing-claims?service=leesboom-reader').expect(200);
    const told = (await canaryWorld.places()).filter(({ name }) => name.startsWith('answer to GET /api/'));
    expect(told.map(({ text }) => text).join()).toContain('given_name');
    expect(await unexplained()).toEqual([]);
  });

  it('a mail went to the mailbox that it was for, which stands in it and nowhere else', async () => {
    const { world, smtp } = canaryWorld;
    const operator = createCanaryPerson(10);
    const env = { DATABASE_URL: world.databaseUrl, SLUIS_KEYS: world.keysFolder, ...mailVariables(smtp.url) };
    const address = operator.value('email');
    const tested = await runSluis(['outbox', 'test', address, '--author', 'ada'], env);
    expect(tested).toMatchObject({ code: 0, said: '' });
    await eventually(() => expect(smtp.mails.flatMap(({ to }) => to)).toContain(address));
    const listed = await runSluis(['outbox', 'list', '--author', 'ada'], env);
    const shown = await runSluis(['outbox', 'show', tested.out.trim(), '--author', 'ada'], env);
    for (const { out, said } of [tested, listed, shown]) canaryWorld.keep('command', out + said);
    expect(listed.out).toContain(tested.out.trim());
    const hits = searchCanaries(await canaryWorld.places(), operator.canaries);
    expect(hits.map(({ place, attribute }) => `${place}: ${attribute}`)).toEqual(['mail: email']);
    const told = (await canaryWorld.places()).filter(({ text }) => text.includes('kan mail versturen'));
    expect(told.map(({ name }) => name)).toEqual(['mail']);
    expect(await unexplained()).toEqual([]);
  });

  it.each(Object.entries(outgoingChannels))('the channel %s was searched', async (_name, channel) => {
    const places = (await canaryWorld.places()).filter(({ text }) => text !== '');
    const unsearched = channel.canaryPlaces.filter(
      (begin) => !places.some(({ name }) => name.startsWith(begin)),
    );
    expect(unsearched).toEqual([]);
  });

  it('nothing in Redis lives for ever, or longer than a session may, but what is thought of an IdP', async () => {
    const records = await redisContents(canaryWorld.redis.url);
    expect(records.length).toBeGreaterThan(0);
    for (const { key, secondsLeft } of records) {
      expect(secondsLeft, key).toBeGreaterThanOrEqual(0);
      const mostDays = key.startsWith('sluis:numbers:') ? 90 : 1;
      expect(secondsLeft, key).toBeLessThanOrEqual(mostDays * 24 * 3600);
    }
  });

  it('a leak would have been seen, wherever it was', async () => {
    const { world, redis, readerInbox } = canaryWorld;
    const planted = createCanaryPerson(9);
    const [canary] = planted.canaries;
    if (canary === undefined) throw new RangeError('a person without canaries');
    const { core } = canary;
    world.logger.debug('login', { reason: core });
    console.warn(`somebody called ${core}`);
    readerInbox.brought(new URL(`https://reader.example/callback?error_description=${core}`));
    await world.browser().go((await world.reader.begin({ state: core, prompt: 'none' })).url);
    await plantInRedis(redis.url, core);
    await queryDatabase(
      world.databaseUrl,
      `insert into sluis.audit_event (type, at, reason) values ('login.refused', now(), '${core}')`,
    );
    const hits = searchCanaries(await canaryWorld.places(), planted.canaries);
    expect(hits.map(({ place }) => place).sort()).toEqual([
      'PostgreSQL sluis.audit_event',
      'Redis commands',
      'Redis contents',
      'answer to GET /authorize',
      'console',
      'inbox of leesboom-reader',
      'log',
    ]);
    const [metrics] = (await canaryWorld.places()).filter(({ name }) => name === 'metrics');
    expect(metrics?.text).toContain('sluis_disclosures_total');
  });
});

async function plantInRedis(url: string, value: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.set('planted', Buffer.from(value).toString('base64'), { EX: 60 });
  client.destroy();
}
