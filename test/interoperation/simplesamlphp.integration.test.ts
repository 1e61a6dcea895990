import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { edit, withClient } from '../../testkit/world/change-federation.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { fetchServiceProvider } from '../../testkit/services/simplesamlphp-service-provider.ts';
import type { SimpleSamlPhp } from '../../testkit/services/simplesamlphp.ts';
import {
  answerAtSchool,
  asksForPassword,
  browserFor,
  goToSchool,
  joinSimpleSamlPhp,
} from './simplesamlphp-login.ts';

/** A school's IdP that nobody here wrote: SimpleSAMLphp 1.19, driven by a browser without screen. */

let world: World;
let school: SimpleSamlPhp | undefined;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterEach(async () => {
  await school?.stop();
  school = undefined;
});
afterAll(() => world.close());

/** What schools' directories send besides, and nothing here uses. */
const unusedAttributes = {
  eduPersonTargetedID: [
    '<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" NameQualifier="https://hub.example">abc</saml:NameID>',
  ],
  street: ['Dorpsstraat 1\n2611 AA Delft'],
  jpegPhoto: ['/9j/4AAQSkZJRg'.repeat(1_000)],
  memberOf: Array.from({ length: 300 }, (_, index) => `cn=group-${String(index)},dc=regenboog`),
  ' displayName ': ['Madelief\u200b Bedacht '],
  ['long'.repeat(100)]: ['a'],
};
const madelief = {
  login: 'madelief',
  attributes: {
    ...unusedAttributes,
    uid: ['madelief'],
    givenName: ['Madelief'],
    sn: ['Bedacht'],
    eduPersonAffiliation: ['student'],
    nlEduPersonUnit: ['groep-5'],
    nlEduPersonHomeOrganizationId: ['99AA'],
  },
} as const;
const teacherOf = (login: string, branches: readonly string[]) => ({
  login,
  attributes: {
    uid: [login] as const,
    givenName: ['Juf'],
    eduPersonAffiliation: ['employee'],
    nlEduPersonUnit: ['groep-5'],
    nlEduPersonHomeOrganizationBranchId: branches,
  },
});

const atRegenboog = { login_hint: 'school:de-regenboog' };

describe('one school', () => {
  it.each([
    ['plain', {}],
    ['encrypted assertions', { encryptAssertions: true }],
    ['signed requests required, by redirect', { requireSignedRequests: true }],
    ['signed requests required, by POST', { requireSignedRequests: true, requestBinding: 'post' }],
    ['unsigned requests allowed, by POST, encrypted', { requestBinding: 'post', encryptAssertions: true }],
  ] as const)('signs a pupil in: %s', { timeout: 60_000 }, async (_name, wishes) => {
    school = await joinSimpleSamlPhp(world, { idp: 'regenboog-saml', users: [madelief], ...wishes });
    const browser = browserFor(world, school);
    const visit = await world.reader.begin(atRegenboog);
    const atSchool = await goToSchool(browser, visit.url);
    expect(atSchool.url.origin).toBe(school.origin);
    const arrived = await answerAtSchool(browser, atSchool, 'madelief');
    const received = await world.reader.receive(visit, arrived.url);
    expect(received.userinfo).toEqual({ sub: received.idToken['sub'], given_name: 'Madelief' });
    expect(JSON.stringify(received.userinfo)).not.toContain('Bedacht');
  });

  it(
    'asks anew when the service wants a fresh login, and not when it does not',
    { timeout: 60_000 },
    async () => {
      school = await joinSimpleSamlPhp(world, { idp: 'regenboog-saml', users: [madelief] });
      const browser = browserFor(world, school);
      const first = await world.reader.begin(atRegenboog);
      await answerAtSchool(browser, await goToSchool(browser, first.url), 'madelief');

      await edit(world, withClient('leesboom-reader', { signInTime: true }));
      const forced = await world.reader.begin({ ...atRegenboog, prompt: 'login', max_age: '0' });
      const asked = await goToSchool(browser, forced.url);
      expect(asksForPassword(asked)).toBe(true);
      const back = await answerAtSchool(browser, asked, 'madelief');
      const tokens = await world.reader.exchange(forced, back.url, 0);
      expect(Date.now() / 1000 - (tokens.claims()?.auth_time ?? 0)).toBeLessThan(30);

      // the school's own session is enough for somebody who has none at the broker any more
      await browser.cookies.store.removeCookies('localhost', null);
      const again = await world.reader.begin(atRegenboog);
      const atSchool = await goToSchool(browser, again.url);
      expect(asksForPassword(atSchool)).toBe(false);
      const signedIn = await answerAtSchool(browser, atSchool, 'madelief');
      expect(signedIn.url.searchParams.has('code')).toBe(true);
    },
  );

  it(
    'is not visited for a passive login: without a session the answer is login_required',
    { timeout: 60_000 },
    async () => {
      school = await joinSimpleSamlPhp(world, { idp: 'regenboog-saml', users: [madelief] });
      const browser = browserFor(world, school);
      const visit = await world.reader.begin({ ...atRegenboog, prompt: 'none' });
      expect((await browser.go(visit.url)).url.searchParams.get('error')).toBe('login_required');
      const first = await world.reader.begin(atRegenboog);
      await answerAtSchool(browser, await goToSchool(browser, first.url), 'madelief');
      const silent = await world.reader.begin({ prompt: 'none' });
      expect((await browser.go(silent.url)).url.searchParams.has('code')).toBe(true);
    },
  );
});

describe('two schools behind one IdP', () => {
  it(
    'are told apart by what it asserts, and picked from by who works at both',
    { timeout: 60_000 },
    async () => {
      const users = [
        teacherOf('juf-een', ['99AC01']),
        teacherOf('juf-twee', ['99AC02']),
        teacherOf('juf-beide', ['99AC01', '99AC02']),
      ];
      school = await joinSimpleSamlPhp(world, {
        idp: 'zee-saml',
        users,
        requestBinding: 'post',
        requireSignedRequests: true,
      });
      const arriveAs = async (login: string) => {
        const browser = browserFor(world, school ?? fail());
        const visit = await world.practice.begin({ login_hint: 'school:de-vuurtoren' });
        const arrived = await answerAtSchool(browser, await goToSchool(browser, visit.url), login);
        return { browser, visit, arrived };
      };
      const one = await arriveAs('juf-een');
      expect((await world.practice.receive(one.visit, one.arrived.url)).userinfo).toHaveProperty('group', [
        'groep-5',
      ]);
      const two = await arriveAs('juf-twee');
      expect(Object.keys((await world.practice.receive(two.visit, two.arrived.url)).userinfo)).toEqual([
        'sub',
      ]);
      const both = await arriveAs('juf-beide');
      expect(both.arrived.body).toContain('De Vuurtoren');
      const pick = /href="([^"]*\/pick\/het-kompas)"/.exec(both.arrived.body)?.[1] ?? '';
      const picked = await both.browser.go(new URL(pick, both.arrived.url).href);
      expect(Object.keys((await world.practice.receive(both.visit, picked.url)).userinfo)).toEqual(['sub']);
    },
  );
});

describe('our metadata', () => {
  it("is read by SimpleSAMLphp's own converter as it is meant", async () => {
    const address = `${world.issuer}/saml/regenboog-saml/metadata`;
    const xml = await (await fetch(address)).text();
    const php = [
      "require '/usr/share/simplesamlphp/lib/_autoload.php';",
      '$all = \\SimpleSAML\\Metadata\\SAMLParser::parseDescriptorsString(stream_get_contents(STDIN));',
      'echo json_encode(array_map(fn($one) => $one->getMetadata20SP(), $all));',
    ].join(' ');
    const { stdout } = spawnSync('php', ['-r', php], { input: xml, encoding: 'utf8', timeout: 20_000 });
    const entities = convertedMetadata.parse(JSON.parse(stdout));
    const entity = entities[address];
    const read = await fetchServiceProvider(address);
    expect(Object.keys(entities)).toEqual([read.entityId]);
    expect(entity?.AssertionConsumerService.map(({ Location }) => Location)).toEqual([
      read.assertionConsumer,
    ]);
    expect(entity?.['validate.authnrequest']).toBe(true);
    expect(entity?.['saml20.sign.assertion']).toBe(true);
    const keys = (use: 'signing' | 'encryption') =>
      entity?.keys.filter((key) => key[use]).map((key) => key.X509Certificate);
    expect(keys('signing')).toEqual(read.signingCertificates);
    expect(keys('encryption')).toEqual(read.encryptionCertificates);
  });
});

const convertedMetadata = z.record(
  z.string(),
  z.looseObject({
    AssertionConsumerService: z.array(z.looseObject({ Location: z.string() })),
    keys: z.array(
      z.looseObject({ signing: z.boolean(), encryption: z.boolean(), X509Certificate: z.string() }),
    ),
    'validate.authnrequest': z.boolean().optional(),
    'saml20.sign.assertion': z.boolean().optional(),
  }),
);

function fail(): never {
  throw new Error('the school was not started');
}
