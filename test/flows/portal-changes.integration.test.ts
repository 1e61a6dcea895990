import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { dayAt } from '../../src/domain/clock.ts';
import { schoolId } from '../../src/domain/ids.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  boardParty,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { change, chosenOn, reader, saidOn, storedPolicy } from './stored-policy.ts';

const inDays = (days: number) => dayAt(Date.now() + days * 86_400_000, 'Europe/Amsterdam');

let world: World;
/** Something else for each test, so that the policies are put back with it. */
let visit = 0;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
  visit += 1;
  await edit(world, (federation) =>
    withMembers('agreements', 'waterland-leesboom', { validUntil: inDays(200) })(
      withMembers('schools', 'de-vuurtoren', { town: `Zierikzee ${String(visit)}` })(federation),
    ),
  );
});

const at = (path: string) => `${world.issuer}${path}`;
const versions = `${reader}/versions`;
const stored = () => storedPolicy(world);

/** `collega`: the second person at the same school. */
async function as(role: PortalRole, login = 'docent', changes: Partial<HeldRole> = {}): Promise<Browser> {
  const browser = world.browser();
  const roles = [roleOf(role, { ...confirmed, ...changes })];
  const person = login === 'docent' ? {} : { name: 'Collega Bedacht', email: `${login}@kade.example` };
  await comeInAtKade(world, browser, await inviteTesta(world, { roles, ...person }), login);
  return browser;
}

const asItIs = { enabled: 'yes', 'given_name.pupil': 'whole', 'given_name.teacher': 'whole' };
async function save(browser: Browser, fields: Readonly<Record<string, string>>) {
  const { version } = await stored();
  const form = { version: String(version), seen: 'yes', reason: 'wij geven liever minder', ...fields };
  return browser.post(at(change(reader)), form);
}

describe('earlier choices', () => {
  it('are listed newest first, with when, by whom and why', async () => {
    const browser = await as('administrator');
    await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    const page = saidOn((await browser.go(at(versions))).body);
    expect(page).toMatch(
      /Dit geldt nu Door Testa de Proef\. Waarom: wij geven liever minder .* Door iemand van Sluis\./,
    );
    expect((await browser.go(at(reader))).body).toContain(`href="${versions}"`);
  });

  it('name nobody to whoever does not see people', async () => {
    const browser = await as('administrator');
    await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    const page = saidOn((await (await as('reader', 'collega')).go(at(versions))).body);
    expect(page).toContain('Door iemand van uw bestuur (beheerder).');
    expect(page).not.toContain('Testa');
  });

  it('are compared with what counts now, and come back by the ordinary form', async () => {
    const browser = await as('administrator');
    const { version } = await stored();
    await save(browser, { ...asItIs, 'given_name.pupil': 'off' });
    const earlier = `${versions}/${String(version)}`;
    const page = saidOn((await browser.go(at(earlier))).body);
    expect(page).toContain('Leerlingen Gaat voortaan mee: voornaam.');
    expect(page).toContain('Gebruik deze keuzes opnieuw');

    const form = (await browser.go(at(`${earlier}/change`))).body;
    expect(chosenOn(form, 'given_name.pupil')).toBe('whole');
    expect(form).toContain(`name="version" value="${String(version + 1)}"`);
    expect((await stored()).version).toBe(version + 1);
    await save(browser, asItIs);
    expect((await stored()).body.claims).toEqual([
      { name: 'given_name', transforms: [], affiliations: ['pupil', 'teacher'] },
    ]);
  });

  it('are there for those who see them, and come back by those who may change them', async () => {
    const { version } = await stored();
    const somebody = await as('reader');
    expect((await somebody.go(at(versions))).status).toBe(200);
    expect((await somebody.go(at(`${versions}/${String(version)}`))).body).not.toContain('/change"');
    expect((await somebody.go(at(`${versions}/${String(version)}/change`))).status).toBe(404);
  });

  it('are not there beyond the own schools, and where there is no such version', async () => {
    const { version } = await stored();
    const ofKade = await as('administrator', 'docent', { schools: [required(schoolId('de-kade'))] });
    expect((await ofKade.go(at(versions))).status).toBe(404);
    const own = versions.replace('de-regenboog', 'de-kade');
    for (const path of [
      `${versions}/${String(version)}`,
      `${versions}/${String(version)}/change`,
      `${own}/999`,
      `${own}/0`,
      `${own}/1x`,
      `${own}/999/change`,
    ]) {
      expect((await ofKade.go(at(path))).status, path).toBe(404);
    }
  });
});

describe('a change for a day', () => {
  const later = { 'given_name.pupil': 'off', from: 'day', day: inDays(3) };
  const waitingId = (body: string) => /name="change" value="([^"]+)"/.exec(body)?.[1] ?? '';

  it('waits, is shown there and on the first page, and can be called off', async () => {
    const browser = await as('administrator');
    const before = await stored();
    const saved = await save(browser, { ...asItIs, ...later });
    expect(saved.url.href).toBe(at(`${reader}?waits`));
    expect(saidOn(saved.body)).toMatch(
      /Dit staat klaar Vanaf .* Door Testa de Proef\. .* Leerlingen Gaat niet meer mee: voornaam\./,
    );
    expect(await stored()).toEqual(before);
    const today = saidOn((await browser.go(at('/portal'))).body);
    expect(today).toContain(': Leesboom Lezen, De Regenboog');

    const form = { ...asItIs, version: String(before.version) };
    const other = await browser.post(at(change(reader)), form);
    expect(saidOn(other.body)).toContain('Er staat al iets klaar voor');

    const id = waitingId(saved.body);
    const somebody = await as('reader', 'collega');
    expect((await somebody.post(at(`${reader}/call-off`), { change: id })).status).toBe(403);
    const elsewhere = reader.replace('leesboom-reader', 'rekenrijk-practice');
    expect((await browser.post(at(`${elsewhere}/call-off`), { change: id })).status).toBe(409);
    const off = await browser.post(at(`${reader}/call-off`), { change: id });
    expect([off.url.href, waitingId(off.body)]).toEqual([at(`${reader}?called-off`), '']);
    expect((await browser.post(at(`${reader}/call-off`), { change: id })).status).toBe(409);
  });

  it('is not kept for no such day, and what was typed stays', async () => {
    const browser = await as('administrator');
    for (const day of ['', 'x', '2026-02-31', inDays(0), inDays(-1), inDays(400)]) {
      const page = await save(browser, { ...asItIs, ...later, day });
      expect([day, page.status, saidOn(page.body).includes('Kies een dag na vandaag')]).toEqual([
        day,
        400,
        true,
      ]);
      expect(page.body).toContain('value="wij geven liever minder"');
      expect(page.body).toContain(`value="${day}"`);
    }
  });

  it('is looked at as it is on that day, where the agreement is another by then', async () => {
    const browser = await as('administrator');
    await edit(world, withMembers('agreements', 'waterland-leesboom', { validUntil: inDays(2) }));
    const page = await save(browser, { ...asItIs, ...later });
    expect(page.status).toBe(200);
    expect(saidOn(page.body)).toContain('Zo is het op');
    expect(saidOn(page.body)).toContain('Er gaat niets anders mee dan nu.');
    const saved = await save(browser, { ...asItIs, ...later, lookedAt: later.day });
    expect(saved.url.href).toBe(at(`${reader}?waits`));
    await browser.post(at(`${reader}/call-off`), { change: waitingId(saved.body) });
  });

  it('fails when the role of its author was withdrawn, and is chosen again from the first page', async () => {
    const author = await as('administrator');
    await save(author, { ...asItIs, ...later });
    const [account] = await world.accounts.accountsOf(boardParty('waterland'));
    const { id } = required(account);
    await world.accounts.changeRoles(required(account), [roleOf('reader', confirmed)], {
      type: 'account.role_withdrawn',
      role: 'administrator',
      by: operator,
    });
    const before = await stored();
    // what waits has its day now
    await queryDatabase(
      world.databaseUrl,
      `insert into sluis.scheduled_change (id, author, reason, due, asked_at, changes)
       select gen_random_uuid(), author, reason, now(), asked_at, changes from sluis.scheduled_change
       where author = 'portal:${id}' order by asked_at desc limit 1`,
    );
    await world.applyDueChanges();
    expect(await stored()).toEqual(before);
    const other = await as('administrator', 'collega');
    const today = (await other.go(at('/portal'))).body;
    expect(saidOn(today)).toContain('Wie dit klaarzette, mag het niet meer.');
    const [path] = /\/portal\/schools\/[^"]*\/failed\/[^"]*/.exec(today) ?? [];
    expect(chosenOn((await other.go(at(String(path)))).body, 'given_name.pupil')).toBe('off');
    expect(saidOn((await author.go(at('/portal'))).body)).not.toContain('niet doorgegaan');
    expect((await author.go(at(String(path)))).status).toBe(404);
  });
});
