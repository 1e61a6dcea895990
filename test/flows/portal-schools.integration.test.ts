import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { dayAt } from '../../src/domain/clock.ts';
import { schoolId } from '../../src/domain/ids.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import { firstForm, type Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { during, edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  boardParty,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
  showPasskey,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
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
  await edit(world, (federation) => withMembers('schools', 'de-regenboog', { help })(federation));
});

let visit = 0;
const at = (path: string) => `${world.issuer}${path}`;
const list = '/portal/schools';
const regenboog = '/portal/schools/de-regenboog';
const resetUrl = 'https://login.regenboog.example/reset';
/** Another one for each test, so that there is always something to put back. */
const help = {
  text: { nl: 'Vraag het aan je leraar.', en: 'Ask your teacher.' },
  phone: '0299 111 111',
  resetUrl,
  get room() {
    visit += 1;
    return { nl: `kamer ${String(visit)}` };
  },
};
const filled = {
  text: 'Loop langs bij de balie.',
  textInEnglish: '',
  room: 'hal',
  roomInEnglish: '',
  phone: '0299 222 222',
  reason: 'de helpdesk is verhuisd',
};

async function signedInWith(...roles: readonly HeldRole[]) {
  const browser = world.browser();
  const secret = await inviteTesta(world, { roles });
  const { home, device } = await comeInAtKade(world, browser, secret);
  expect(home.url.pathname).toBe('/portal');
  return { browser, device };
}
const as = async (role: PortalRole, changes: Partial<HeldRole> = {}) =>
  (await signedInWith(roleOf(role, { ...confirmed, ...changes }))).browser;

const storedShape = z.object({
  version: z.number(),
  author: z.string(),
  reason: z.string(),
  body: z.looseObject({ help: z.unknown() }),
});
const stored = async () => {
  const [newest] = await queryDatabase(
    world.databaseUrl,
    `select version, author, reason, body from sluis.record_version join sluis.register_revision using (revision)
     where kind = 'school' and id = 'de-regenboog' order by version desc limit 1`,
  );
  return storedShape.parse(newest);
};
const versionNow = async () => String((await stored()).version);
const send = async (browser: Browser, changes: Readonly<Record<string, string>> = {}, path = regenboog) =>
  browser.post(at(path), { ...filled, version: await versionNow(), ...changes });

describe('the schools of a board', () => {
  it.each<[PortalRole, Partial<HeldRole>]>([
    ['help_desk', {}],
    ['reader', {}],
    ['data_protection_officer', {}],
    ['privacy_officer', {}],
    ['proposer', {}],
    ['approver', {}],
    [
      'technical_partner',
      {
        schools: [required(schoolId('de-kade')), required(schoolId('de-regenboog'))],
        until: dayAt(Date.now() + 30 * 86_400_000, 'Europe/Amsterdam'),
      },
    ],
  ])('are seen by a %s, who does not change them', async (role, changes) => {
    const browser = await as(role, changes);
    expect((await browser.go(at('/portal'))).body).toContain(`href="${list}"`);
    const page = await browser.go(at(list));
    expect(page.status).toBe(200);
    expect(page.body).toContain('Vraag het aan je leraar.');
    expect(page.body).not.toContain(`href="${regenboog}"`);
    expect((await browser.go(at(regenboog))).status).toBe(404);
    const before = await stored();
    const refused = await send(browser);
    expect([refused.status, refused.body.includes('U mag dit niet veranderen')]).toEqual([403, true]);
    for (const wrong of [{ phone: 'x' }, { reason: '' }, { version: '0' }]) {
      const answer = await send(browser, wrong);
      expect(answer.body).not.toContain('<form method="post" action="/portal/schools');
    }
    expect(await stored()).toEqual(before);
  });

  it('are not there for somebody whose only role waits for confirmation', async () => {
    const { browser } = await signedInWith(roleOf('administrator'));
    expect((await browser.go(at('/portal'))).body).not.toContain(list);
    for (const path of [list, regenboog]) expect((await browser.go(at(path))).status, path).toBe(404);
    expect((await send(browser)).status).toBe(404);
  });

  it('answer alike for a school of another board, one beyond the own schools, and none at all', async () => {
    const browser = await as('administrator', { schools: [required(schoolId('de-kade'))] });
    const page = await browser.go(at(list));
    expect(page.body).toContain('College De Kade');
    for (const other of ['Regenboog', 'Vuurtoren']) expect(page.body).not.toContain(other);
    const before = await stored();
    const answers: string[] = [];
    for (const school of ['de-vuurtoren', 'de-regenboog', 'nergens', 'NERGENS%00', '..%2fpeople']) {
      const path = `${list}/${school}`;
      for (const answer of [await browser.go(at(path)), await send(browser, {}, path)]) {
        expect(answer.status, path).toBe(404);
        answers.push(saidOn(answer.body));
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect(await stored()).toEqual(before);
    expect((await browser.go(at(`${list}/de-kade`))).status).toBe(200);
  });

  it('change nothing without a factor that was shown a moment ago', async () => {
    const { browser, device } = await signedInWith(roleOf('administrator', confirmed));
    await browser.post(at('/portal/sign-out'), {});
    expect((await send(browser)).url.pathname).toBe('/portal/sign-in');
    expect((await signInToPortal(world, browser)).url.pathname).toBe('/portal');
    const before = await stored();
    const asked = await send(browser);
    expect([asked.url.pathname, asked.url.searchParams.get('to')]).toEqual(['/portal/factor', regenboog]);
    expect(await stored()).toEqual(before);
    expect((await showPasskey(world, browser, device, regenboog)).url.pathname).toBe(regenboog);
    expect((await send(browser)).url.href).toBe(at(`${list}?done`));
  });

  it.each<[string, Record<string, string>, string]>([
    ['no phone number', { phone: 'bel <b>mij</b>' }, 'Vul een telefoonnummer in'],
    ['a text that is too long', { text: 'a'.repeat(301) }, 'Vul een hulptekst in'],
    ['an address of a page', { text: 'Ga naar www.regenboog.example' }, 'Vul een hulptekst in'],
    ['a script', { text: '<script>alert(1)</script>' }, 'Vul een hulptekst in'],
    ['English alone', { room: '', roomInEnglish: 'hall' }, 'Vul in waar op school'],
    ['a room of two lines', { room: 'hal\nboven' }, 'Vul in waar op school'],
    ['no reason', { reason: ' ' }, 'Schrijf op waarom'],
    ['a reason that is too long', { reason: 'a'.repeat(201) }, 'Schrijf op waarom'],
    ['a text that no database takes', { text: 'a\u0000b' }, 'Vul een hulptekst in'],
  ])('do not take %s, and nothing that was typed is lost', async (_what, wrong, sentence) => {
    const browser = await as('administrator');
    const before = await stored();
    const page = await send(browser, wrong);
    expect([page.status, page.body.includes(sentence)]).toEqual([400, true]);
    expect(page.body).not.toMatch(/<script>|<b>mij/);
    for (const text of Object.values({ ...filled, ...wrong })) {
      const escaped = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect([`value="${escaped}"`, `>${escaped}</textarea>`].some((each) => page.body.includes(each))).toBe(
        true,
      );
    }
    expect(await stored()).toEqual(before);
  });

  it('say all that is wrong, in the language of the page', async () => {
    const browser = await as('administrator');
    await browser.go(at(`${list}?lang=en`));
    const page = await send(browser, { phone: 'x', roomInEnglish: '<' }, `${regenboog}?lang=en`);
    expect(page.body).toContain('Fill in a phone number');
    expect(page.body).toContain('Fill in where at school in English');
    expect(page.body).not.toContain('The school cannot be changed now');
  });

  it.each(['1', '-1', '', 'x', '1e3'])(
    'are not changed by a form of before (version %j)',
    async (version) => {
      const browser = await as('administrator');
      await edit(world, withMembers('schools', 'de-regenboog', { help: { phone: '0299 999 999' } }));
      const before = await stored();
      const page = await send(browser, { version });
      expect([page.status, page.body.includes('Iemand anders was u voor')]).toEqual([409, true]);
      expect(page.body).toContain('0299 999 999');
      expect(page.body).toContain(`>${filled.text}</textarea>`);
      expect(await stored()).toEqual(before);
      expect(firstFormTo(page.body)['version']).toBe(await versionNow());
    },
  );

  it('are changed by an administrator, and a pupil who is refused reads it within a second', async () => {
    await during(
      world,
      withMembers('agreements', 'waterland-leesboom', { status: 'suspended' }),
      async () => {
        const browser = await as('administrator');
        const { body } = await browser.go(at(regenboog));
        expect(body).toContain('>Ask your teacher.</textarea>');
        const done = await browser.post(at(regenboog), {
          ...filled,
          version: firstFormTo(body)['version'] ?? '',
        });
        await world.settled();
        expect(done.url.href).toBe(at(`${list}?done`));
        expect(done.body).toContain('Opgeslagen');
        const pupil = world.browser();
        const chooser = await pupil.go((await world.reader.begin()).url);
        const refused = await pupil.go(`${chooser.url.href}/school/de-regenboog`);
        expect(refused.status).toBe(403);
        for (const said of [filled.text, filled.room, filled.phone, 'login.regenboog.example']) {
          expect(refused.body).toContain(said);
        }
      },
    );
  });

  it('keep who changed what and why, and what is not on the form', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const text = 'Vraag "de balie" & je mentor.';
    const done = await send(browser, { text: text.replace(' & ', '\r\n & ') });
    expect(done.body).toContain('Vraag &quot;de balie&quot; &amp; je mentor.');
    const [account] = await world.accounts.accountsOf(boardParty('waterland'));
    expect(await stored()).toEqual({
      version: before.version + 1,
      author: `portal:${required(account).id}`,
      reason: filled.reason,
      body: {
        ...before.body,
        help: { text: { nl: text }, room: { nl: filled.room }, phone: filled.phone, resetUrl },
      },
    });
    const empty = { text: '', room: '', phone: '' };
    await send(browser, empty);
    expect((await stored()).body.help).toEqual({ resetUrl });
    const unchanged = await send(browser, empty);
    expect(unchanged.url.href).toBe(at(list));
  });
});

/** The fields of the form about the school; the first one of a page signs out. */
function firstFormTo(page: string): Readonly<Record<string, string>> {
  return firstForm(page.slice(page.indexOf('<h1>'))).fields;
}

/** What an error page says, without the error id, which is another one each time. */
function saidOn(page: string): string {
  const [, said = ''] = /<main([\s\S]*?)<div class="error-id">/.exec(page) ?? [];
  expect(said).toContain('<h1>');
  return said;
}
