import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { dayAt } from '../../src/domain/clock.ts';
import { schoolId } from '../../src/domain/ids.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
  showPasskey,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openOffice } from './objecting.ts';
import { change, chosenOn, ofRegenboog, practice, reader, saidOn, storedPolicy } from './stored-policy.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
/** Something else for each test, so that the policies are put back with it. */
let visit = 0;
const [soon, farOff] = [7, 200].map((days) => dayAt(Date.now() + days * 86_400_000, 'Europe/Amsterdam'));
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
  await edit(world, (federation) =>
    withMembers('agreements', 'waterland-leesboom', { validUntil: farOff })(
      withMembers('schools', 'de-vuurtoren', { town: `Zierikzee ${String(visit)}` })(federation),
    ),
  );
});

const at = (path: string) => `${world.issuer}${path}`;

async function signedInWith(...roles: readonly HeldRole[]): Promise<Browser> {
  const browser = world.browser();
  await comeInAtKade(world, browser, await inviteTesta(world, { roles }));
  return browser;
}
const as = (role: PortalRole, changes: Partial<HeldRole> = {}) =>
  signedInWith(roleOf(role, { ...confirmed, ...changes }));

const stored = (service?: string) => storedPolicy(world, service);

/** What a form of the reader says when nothing was chosen anew. */
const asItIs = {
  enabled: 'yes',
  'given_name.pupil': 'whole',
  'given_name.teacher': 'whole',
};
const send = async (browser: Browser, fields: Readonly<Record<string, string>>, path = reader) => {
  const { version } = await stored(path === reader ? 'leesboom-reader' : 'rekenrijk-practice');
  return browser.post(at(change(path)), { version: String(version), ...fields });
};
const save = (browser: Browser, fields: Readonly<Record<string, string>>, path = reader) =>
  send(browser, { seen: 'yes', reason: 'wij geven liever minder', ...fields }, path);

describe('what services get', () => {
  it('is told for each service of a school in a sentence, and where it gets nothing', async () => {
    const page = saidOn((await (await as('reader')).go(at(ofRegenboog))).body);
    expect(page).toContain('Leesboom Lezen kent een leerling van u als een code, met voornaam.');
    expect(page).toContain(
      'met voornaam (alleen de eerste letter), geboortedatum (alleen het jaar) en klas of groep (alleen groep-5 en groep-6).',
    );
    expect(page).toContain('Staat uit Rekenrijk Dashboard krijgt nu niets.');
    expect(page).not.toContain('Schoolportaal');
  });

  it('is told of one service by claim, with what is agreed and what is not, and tried with nobody real', async () => {
    const page = saidOn((await (await as('reader')).go(at(practice))).body);
    for (const text of [
      'om iemand binnen te laten en te herkennen',
      'Afgesproken: alleen de eerste letter',
      'alleen groep-5, groep-6',
      'Voornaam F.',
      'Geboortedatum 2016',
      'Klas of groep groep-5',
      'een code die alleen Rekenrijk krijgt',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('Aanpassen');
  });

  it('leads somebody who sees one school to its services', async () => {
    const one = await as('reader', { schools: [required(schoolId('de-kade'))] });
    expect((await one.go(at('/portal/services'))).url.pathname).toBe('/portal/schools/de-kade/services');
  });

  it('lets somebody who sees several schools choose one', async () => {
    const several = (await (await as('reader')).go(at('/portal/services'))).body;
    expect(several).toContain(`href="${ofRegenboog}"`);
    expect(several).not.toContain('de-vuurtoren');
  });

  it('is not there for another board, beyond the own schools, for the portal itself and for none at all', async () => {
    const browser = await as('administrator', { schools: [required(schoolId('de-kade'))] });
    const answers: string[] = [];
    for (const [school, service] of [
      ['de-vuurtoren', 'leesboom-reader'],
      ['de-regenboog', 'leesboom-reader'],
      ['nergens', 'leesboom-reader'],
      ['de-kade', 'nergens'],
      ['de-kade', 'sluis-portal'],
      ['de-kade', '..%2f..'],
    ]) {
      const path = `/portal/schools/${String(school)}/services/${String(service)}`;
      for (const answer of [
        await browser.go(at(path)),
        await browser.go(at(change(path))),
        await browser.post(at(change(path)), { ...asItIs, version: '1', seen: 'yes', reason: 'x' }),
      ]) {
        expect(answer.status, path).toBe(404);
        answers.push(saidOn(answer.body.replace(/<div class="error-id">[\s\S]*/, '')));
      }
    }
    expect(new Set(answers).size).toBe(1);
    expect((await browser.go(at('/portal/schools/de-kade/services/leesboom-reader/change'))).status).toBe(
      200,
    );
  });
});

describe('an agreement that ends soon', () => {
  it('is on the first page of whoever sees what services get, with the way to it, and of nobody else', async () => {
    const today = async (browser: Browser) => saidOn((await browser.go(at('/portal'))).body);
    const somebody = await as('reader');
    expect(await today(somebody)).not.toContain('eindigt op');
    await edit(world, withMembers('agreements', 'waterland-leesboom', { validUntil: soon }));
    expect(await today(somebody)).toContain('Leesboom Lezen : De overeenkomst eindigt op');
    expect((await somebody.go(at('/portal'))).body).toContain(
      'href="/portal/schools/de-kade/services/leesboom-reader"',
    );
    expect(saidOn((await somebody.go(at(reader))).body)).toContain('De overeenkomst eindigt op');
  });

  it('is not for the help desk', async () => {
    await edit(world, withMembers('agreements', 'waterland-leesboom', { validUntil: soon }));
    const page = (await (await as('help_desk')).go(at('/portal'))).body;
    expect(page).not.toContain('eindigt op');
  });
});

describe('who may not change it', () => {
  it.each<PortalRole>(['reader', 'approver', 'data_protection_officer'])(
    'sees it as a %s, and has no form',
    async (role) => {
      const browser = await as(role);
      expect((await browser.go(at(reader))).status).toBe(200);
      const before = await stored();
      expect((await browser.go(at(change(reader)))).status).toBe(404);
      expect((await save(browser, { 'given_name.pupil': 'off' })).status).toBe(404);
      expect(await stored()).toEqual(before);
    },
  );

  it('is somebody whose factor was shown too long ago, and finds the choices again after it', async () => {
    const browser = world.browser();
    const secret = await inviteTesta(world, { roles: [roleOf('administrator', confirmed)] });
    const { device } = await comeInAtKade(world, browser, secret);
    await browser.post(at('/portal/sign-out'), {});
    expect((await signInToPortal(world, browser)).url.pathname).toBe('/portal');
    const before = await stored();
    const asked = await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    expect([asked.url.pathname, asked.url.searchParams.get('to')]).toEqual([
      '/portal/factor',
      change(reader),
    ]);
    expect(await stored()).toEqual(before);
    const form = await showPasskey(world, browser, device, change(reader));
    expect(form.url.pathname).toBe(change(reader));
    expect(chosenOn(form.body, 'given_name.pupil')).toBe('off');
    expect(await stored()).toEqual(before);
  });
});

describe('a change', () => {
  it('is shown before it is made, saved with its reason, and counts at the next sign-in', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const shown = await send(browser, { ...asItIs, 'given_name.pupil': 'off' });
    expect(saidOn(shown.body)).toContain('Leerlingen Gaat niet meer mee: voornaam.');
    expect(saidOn(shown.body)).not.toContain('Leraren Gaat');
    expect(await stored()).toEqual(before);

    const saved = await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    expect(saved.url.href).toBe(at(`${reader}?done`));
    expect(saidOn(saved.body)).toContain('Leesboom Lezen kent een leerling van u alleen als een code.');
    const after = await stored();
    expect(after.body.claims).toEqual([{ name: 'given_name', transforms: [], affiliations: ['teacher'] }]);
    expect(after.reason).toBe('wij geven liever minder');
    expect(after.author).toMatch(/^portal:/);

    await world.settled();
    const { visit: begun, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const { userinfo } = await world.reader.receive(begun, arrived.url);
    expect(userinfo['given_name']).toBeUndefined();
  });

  it('can be gone back from, with what was chosen', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const form = await send(browser, { ...asItIs, 'given_name.pupil': 'initial', back: 'yes' });
    expect(chosenOn(form.body, 'given_name.pupil')).toBe('initial');
    expect(await stored()).toEqual(before);
  });

  it('that switches the service off says who stays out', async () => {
    const browser = await as('administrator');
    const { enabled: _on, ...off } = asItIs;
    expect(saidOn((await send(browser, off)).body)).toContain(
      'Leerlingen kunnen niet meer in Leesboom Lezen.',
    );
  });

  it('chooses no more than is agreed and than the page has fields for', async () => {
    const browser = await as('administrator');
    await save(browser, {
      enabled: 'yes',
      'given_name.pupil': 'year',
      'given_name.teacher': 'initial',
      'given_name.staff': 'whole',
      'family_name.pupil': 'whole',
      'email.teacher': 'whole',
      __proto__: 'whole',
      'claims[0]': 'email',
    });
    expect((await stored()).body.claims).toEqual([
      { name: 'given_name', transforms: ['initial'], affiliations: ['teacher'] },
    ]);
  });

  it('takes along which values are meant, and none where none is typed', async () => {
    const browser = await as('administrator');
    const fields = {
      enabled: 'yes',
      'given_name.pupil': 'whole',
      'group.pupil': 'values',
      'group.pupil.allow': ' groep-6,, groep-7 ,groep-6 ',
    };
    const none = await save(browser, { ...fields, 'group.pupil.allow': ' , ' }, practice);
    expect([none.status, saidOn(none.body).includes('Vul in welke wel meegaan.')]).toEqual([400, true]);
    expect((await save(browser, fields, practice)).url.href).toBe(at(`${practice}?done`));
    expect((await stored('rekenrijk-practice')).body.claims).toContainEqual({
      name: 'group',
      transforms: [{ values: ['groep-6', 'groep-7'] }],
      affiliations: ['pupil'],
    });
  });

  it('is not made without a reason that fits', async () => {
    const browser = await as('administrator');
    const before = await stored();
    for (const reason of ['', ' ', 'a'.repeat(201)]) {
      const page = await save(browser, { ...asItIs, 'given_name.teacher': 'off', reason });
      expect([page.status, saidOn(page.body).includes('Schrijf op waarom')]).toEqual([400, true]);
      expect(page.body).toContain('name="given_name.teacher" value="off"');
    }
    expect(await stored()).toEqual(before);
  });

  it.each(['0', '-1', '', 'x', '999'])('is not made on a page of before (version %j)', async (version) => {
    const browser = await as('administrator');
    const before = await stored();
    const page = await save(browser, { ...asItIs, 'given_name.teacher': 'off', version });
    expect([page.status, saidOn(page.body).includes('Iemand anders was u voor.')]).toEqual([409, true]);
    expect(page.body).toContain(`name="version" value="${String(before.version)}"`);
    expect(await stored()).toEqual(before);
  });

  it('shows script in what was typed as text', async () => {
    const browser = await as('administrator');
    const script = '<script>alert(1)</script>';
    const page = await save(
      browser,
      { enabled: 'yes', 'group.pupil': 'values', 'group.pupil.allow': script, reason: '' },
      practice,
    );
    expect(page.body).not.toContain(script);
    expect(page.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('begins with a template, which saves nothing by itself', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const page = (await browser.go(at(`${change(reader)}?template=anonymous`))).body;
    expect(page.match(/<option value="off" selected/g)).toHaveLength(2);
    expect(await stored()).toEqual(before);
  });

  it('takes out what is agreed no longer', async () => {
    const browser = await as('administrator');
    const office = await openOffice(world);
    const agreement = { kind: 'agreement', id: 'waterland-rekenrijk' } as const;
    const { body } = required(await office.registry.find(agreement));
    const annex = [
      {
        service: 'rekenrijk-practice',
        claim: 'given_name',
        purposes: ['access'],
        affiliations: ['pupil'],
        transforms: ['initial'],
      },
    ];
    const narrower = { ...agreement, body: { ...z.looseObject({}).parse(body), annex } };
    await office.registry.submit([narrower], { author: 'the office', reason: 'less is enough' });
    await office.close();
    await world.settled();
    expect(saidOn((await browser.go(at(change(practice)))).body)).toContain('Niet afgesproken:');
    const saved = await save(browser, { enabled: 'yes', 'given_name.pupil': 'whole' }, practice);
    expect(saved.url.href).toBe(at(`${practice}?done`));
    expect((await stored('rekenrijk-practice')).body.claims).toEqual([
      { name: 'given_name', transforms: [] },
    ]);
  });
});
