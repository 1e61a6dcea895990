import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { dayAt } from '../../src/domain/clock.ts';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import { comeInAtKade, confirmed, inviteTesta, roleOf } from '../../testkit/world/portal-visits.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { reader, saidOn } from './stored-policy.ts';

let world: World;
/** Something else for each test, so that the rules are put back with it. */
let visit = 0;
const form = `${reader}/access`;
const today = dayAt(Date.now(), 'Europe/Amsterdam');
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
  visit += 1;
  await edit(world, withMembers('schools', 'de-vuurtoren', { town: `Zierikzee ${String(visit)}` }));
});

const at = (path: string) => `${world.issuer}${path}`;

async function as(role: PortalRole): Promise<Browser> {
  const browser = world.browser();
  await comeInAtKade(world, browser, await inviteTesta(world, { roles: [roleOf(role, confirmed)] }));
  return browser;
}

const storedRule = z
  .object({ version: z.number(), author: z.string(), reason: z.string(), body: z.unknown() })
  .optional();
/** The newest version of the rule of De Regenboog for the reader; `body` is null when it ended. */
async function stored() {
  const [newest] = await queryDatabase(
    world.databaseUrl,
    `select version, author, reason, body from sluis.record_version join sluis.register_revision using (revision)
     where kind = 'access' and id = 'de-regenboog/leesboom-reader' order by version desc limit 1`,
  );
  return storedRule.parse(newest);
}

const everybody = { 'people.pupil': 'yes', 'people.teacher': 'yes' };
/** The form with the version that stands on the page, unless these fields say another. */
async function send(browser: Browser, fields: Readonly<Record<string, string>>) {
  const shown = (await browser.go(at(form))).body;
  const [, version = '-'] = /name="version" value="(\d+)"/.exec(shown) ?? [];
  return browser.post(at(form), { version, ...everybody, ...fields });
}
const save = (browser: Browser, fields: Readonly<Record<string, string>>) =>
  send(browser, { seen: 'yes', reason: 'alleen wie het nodig heeft', ...fields });

describe('who may not change who gets in', () => {
  it.each<PortalRole>(['reader', 'proposer', 'privacy_officer', 'data_protection_officer'])(
    'has no form as a %s',
    async (role) => {
      const browser = await as(role);
      const before = await stored();
      expect((await browser.go(at(form))).status).toBe(404);
      expect((await save(browser, { groups: 'groep-8' })).status).toBe(404);
      expect(await stored()).toEqual(before);
    },
  );

  it('is another board', async () => {
    const browser = await as('administrator');
    expect((await browser.go(at(form.replace('de-regenboog', 'de-vuurtoren')))).status).toBe(404);
  });
});

describe('who gets in', () => {
  it('is said before it is saved, counts at the next sign-in, and ends when nothing is narrowed', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const review = saidOn((await send(browser, { groups: 'groep-8, groep-7' })).body);
    expect(review).toContain('Nu Iedereen die er volgens de overeenkomst en uw keuzes in mag.');
    expect(review).toContain('Straks Van de leerlingen alleen groep-8 en groep-7.');
    expect(await stored()).toEqual(before);

    const saved = await save(browser, { groups: ' groep-8 ,, groep-7,groep-8' });
    expect(saved.url.href).toBe(at(`${reader}?done`));
    expect(saidOn(saved.body)).toContain('Van de leerlingen alleen groep-8 en groep-7.');
    expect(await stored()).toMatchObject({
      body: { school: 'de-regenboog', service: 'leesboom-reader', groups: ['groep-8', 'groep-7'] },
      reason: 'alleen wie het nodig heeft',
      author: expect.stringMatching(/^portal:/),
    });
    await world.settled();
    const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    expect([arrived.status, arrived.body.includes('niet aan voor jouw klas')]).toEqual([403, true]);

    await save(browser, {});
    expect((await stored())?.body).toBeNull();
    await world.settled();
    const again = await signInAtRegenboog(world, world.browser(), world.reader);
    expect((await world.reader.receive(again.visit, again.arrived.url)).userinfo).toHaveProperty('sub');
  });

  it('is what it was where nothing was narrowed and nothing is', async () => {
    const browser = await as('administrator');
    const before = await stored();
    expect((await save(browser, {})).url.href).toBe(at(`${reader}?done`));
    expect(await stored()).toEqual(before);
  });

  it('is one group for four weeks in a trial, that says how it ends', async () => {
    const browser = await as('administrator');
    const page = (await browser.go(at(`${form}?trial`))).body;
    expect(page).toMatch(new RegExp(`name="from"[^>]*value="${today}"`));
    const [, until = ''] = /name="until"\s+value="([^"]+)"/.exec(page) ?? [];
    expect(Date.parse(until) - Date.parse(today)).toBe(27 * 86_400_000);
    const trial = { 'people.teacher': '', groups: 'groep-5', from: today, until };
    expect(saidOn((await send(browser, trial)).body)).toContain('Na de laatste dag komt er niemand meer in');
    await save(browser, trial);
    expect((await stored())?.body).toEqual({
      school: 'de-regenboog',
      service: 'leesboom-reader',
      affiliations: ['pupil'],
      groups: ['groep-5'],
      licence: { from: today, until },
    });
  });

  it.each([
    ['nobody', { 'people.pupil': '', 'people.teacher': '' }, 'Kies wie erin mag.'],
    ['one day', { from: '2027-01-01' }, 'Vul twee dagen in'],
    ['days in the wrong order', { from: '2027-02-01', until: '2027-01-31' }, 'Vul twee dagen in'],
    ['a day that is none', { from: '2027-02-30', until: '2027-03-01' }, 'Vul twee dagen in'],
    ['a name that is too long', { groups: 'a'.repeat(301) }, 'is te lang'],
    ['no reason', { years: '5', reason: ' ' }, 'Schrijf op waarom'],
  ])('is not changed for %s, and what was typed stays', async (_what, fields, said) => {
    const browser = await as('administrator');
    const before = await stored();
    const page = await save(browser, { groups: 'groep-5', ...fields });
    expect([page.status, saidOn(page.body).includes(said)]).toEqual([400, true]);
    expect(page.body).toContain(`name="groups"`);
    expect(await stored()).toEqual(before);
  });

  it('is not changed on a page of before, which says so and keeps what was typed', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const page = await save(browser, { version: '999', groups: '<script>groep-5</script>' });
    expect([page.status, saidOn(page.body).includes('Iemand anders was u voor.')]).toEqual([409, true]);
    expect(page.body).toContain('value="&lt;script&gt;groep-5&lt;/script&gt;"');
    expect(await stored()).toEqual(before);
  });

  it('is nobody for whom the service is not meant, whatever a form says', async () => {
    const browser = await as('administrator');
    await save(browser, { 'people.staff': 'yes', 'people.teacher': '', school: 'de-vuurtoren' });
    expect((await stored())?.body).toMatchObject({ school: 'de-regenboog', affiliations: ['pupil'] });
  });
});
