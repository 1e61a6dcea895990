import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { schoolId } from '../../src/domain/ids.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
  showPasskey,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';
import { nameIdOf, signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';
import { saidOn } from './stored-policy.ts';

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
});

const at = (path: string) => `${world.issuer}${path}`;
const ofRegenboog = '/portal/schools/de-regenboog/questions';
const ofKade = '/portal/schools/de-kade/questions';
const regenboog = required(schoolId('de-regenboog'));
const kade = required(schoolId('de-kade'));

async function as(role: PortalRole, changes: Partial<HeldRole> = {}): Promise<Browser> {
  const browser = world.browser();
  const roles = [roleOf(role, { ...confirmed, ...changes })];
  await comeInAtKade(world, browser, await inviteTesta(world, { roles }));
  return browser;
}

let pupils = 0;
/** A pupil of De Regenboog who signed in at Leesboom once; gives the NameID. */
async function somePupil(): Promise<string> {
  pupils += 1;
  const name = `leerling-${String(pupils)}`;
  await nameTold(name);
  return name;
}
async function nameTold(name: string): Promise<unknown> {
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, {
    nameId: nameIdOf(name),
    attributes: pip,
  });
  return (await world.reader.receive(visit, arrived.url)).userinfo['given_name'];
}
/** Of a teacher of De Kade who signed in at Leesboom. */
async function someTeacher(): Promise<Readonly<Record<string, string>>> {
  const { visit, arrived } = await signInAtKade(world, world.browser(), world.reader, 'docent');
  await world.reader.receive(visit, arrived.url);
  const [tid, oid] = [world.entra.tenant, 'oid-docent'];
  return { 'identifier.tid': tid, 'identifier.oid': oid };
}

const ask = (
  browser: Browser,
  fields: Readonly<Record<string, string>>,
  path = ofRegenboog,
): Promise<Arrived> => browser.post(at(path), { reason: 'vraag van een ouder', ...fields });
const askFor = (browser: Browser, name: string) => ask(browser, { 'identifier.nameid': name });
const events = (type = 'person.%') =>
  queryDatabase(
    world.databaseUrl,
    `select type, school, board, author, stated_reason from sluis.audit_event where type like '${type}' order by number`,
  );
const found = /^\/portal\/questions\/[\w-]{43}$/;

describe('who may ask for a person', () => {
  it.each<PortalRole>(['help_desk', 'reader', 'approver', 'proposer'])('is no %s', async (role) => {
    const browser = await as(role);
    const before = await events();
    for (const answer of [
      await browser.go(at('/portal/questions')),
      await browser.go(at(ofRegenboog)),
      await askFor(browser, 'iemand'),
    ]) {
      expect(answer.status).toBe(404);
    }
    expect((await browser.go(at('/portal'))).body).not.toContain('/portal/questions');
    expect(await events()).toEqual(before);
  });

  it('is nobody beyond the own schools, nor of another board', async () => {
    const browser = await as('administrator', { schools: [kade] });
    const before = await events();
    for (const school of ['de-regenboog', 'de-vuurtoren', 'nergens']) {
      const path = `/portal/schools/${school}/questions`;
      expect((await browser.go(at(path))).status).toBe(404);
      expect((await ask(browser, { 'identifier.nameid': 'iemand' }, path)).status).toBe(404);
    }
    expect(await events()).toEqual(before);
  });

  it('is whoever says why and showed a key a moment ago; what was typed before that is kept nowhere', async () => {
    const name = await somePupil();
    const browser = world.browser();
    const { device } = await comeInAtKade(
      world,
      browser,
      await inviteTesta(world, { roles: [roleOf('privacy_officer', confirmed)] }),
    );
    const before = await events();
    for (const reason of ['', '   ', 'x'.repeat(201)]) {
      const answer = await ask(browser, { 'identifier.nameid': name, reason });
      expect(answer.status).toBe(400);
      expect(answer.body).not.toContain(name);
    }
    const stale = world.browser();
    await signInToPortal(world, stale);
    expect((await askFor(stale, name)).url.pathname).toBe('/portal/factor');
    const again = await showPasskey(world, stale, device, ofRegenboog);
    expect(again.url.pathname).toBe(ofRegenboog);
    expect(again.body).not.toContain(name);
    expect(await events()).toEqual(before);
    expect((await askFor(stale, name)).url.pathname).toMatch(found);
    expect((await events()).slice(before.length)).toEqual([
      {
        type: 'person.found',
        school: 'de-regenboog',
        board: 'waterland',
        author: expect.stringMatching(/^portal:/),
        stated_reason: 'vraag van een ouder',
      },
    ]);
  });
});

describe('a pupil', () => {
  it('is found by what the login sends: names of what went where on which day, and no value', async () => {
    const name = await somePupil();
    const page = await askFor(await as('data_protection_officer'), name);
    const said = saidOn(page.body);
    expect(said).toContain('Leesboom Lezen Van Uitgeverij Leesboom Kreeg een code, met');
    expect(said).toContain('voornaam');
    expect(said).toContain('Op één dag');
    for (const value of ['Pip', name]) expect(said).not.toContain(value);
    expect(page.body).not.toMatch(/end-objection|\/object"|\/erase/);
  });

  it('whom nobody knows, one of another school and script in every field look alike, and say nothing back', async () => {
    const name = await somePupil();
    const browser = await as('administrator');
    const script = '<script>alert(1)</script>';
    const pages = new Set<string>();
    for (const typed of ['niemand', script]) pages.add(saidOn((await askFor(browser, typed)).body));
    const elsewhere = await ask(
      browser,
      { by: script, 'identifier.tid': name, 'identifier.oid': name },
      ofKade,
    );
    expect(elsewhere.url.pathname).toBe(ofKade);
    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain('Wij vinden zo niemand van deze school.');
    const answer = await ask(browser, { 'identifier.nameid': 'niemand', reason: script, request: script });
    expect(answer.body).not.toContain('<script>alert');
  });

  it('is there for the account that asked alone, and not in another address', async () => {
    const name = await somePupil();
    const browser = await as('administrator');
    const { url } = await askFor(browser, name);
    expect(url.pathname).toMatch(found);
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
    const somebodyElse = await as('administrator');
    for (const path of [url.pathname, `/portal/questions/${'a'.repeat(43)}`]) {
      expect((await somebodyElse.go(at(path))).status).toBe(404);
      for (const act of ['object', 'end-objection', 'erase']) {
        const fields = { reason: 'x', sure: 'yes', seen: 'yes', service: 'all', claim: 'all' };
        expect((await somebodyElse.post(at(`${path}/${act}`), fields)).status).toBe(404);
      }
    }
  });

  it('whose parent objects: it is said what stops, recorded, counts at once, and is ended', async () => {
    const name = await somePupil();
    const browser = await as('administrator');
    const { pathname } = (await askFor(browser, name)).url;
    const about = { service: 'leesboom-reader', claim: 'given_name' };
    const review = saidOn((await browser.post(at(`${pathname}/object`), about)).body);
    expect(review).toContain('Leesboom Lezen krijgt dit gegeven niet meer: Voornaam.');
    expect(await nameTold(name)).toBe('Pip');
    const noReason = await browser.post(at(`${pathname}/object`), { ...about, seen: 'yes', reason: ' ' });
    expect(noReason.status).toBe(400);
    const done = await browser.post(at(`${pathname}/object`), {
      ...about,
      seen: 'yes',
      reason: 'brief van thuis',
    });
    expect(saidOn(done.body)).toContain('Geen voornaam naar Leesboom Lezen');
    await world.settled();
    expect(await nameTold(name)).toBeUndefined();
    const [, objection = ''] = /name="objection" value="([^"]+)"/.exec(done.body) ?? [];
    const ended = await browser.post(at(`${pathname}/end-objection`), { objection, reason: 'ingetrokken' });
    expect(saidOn(ended.body)).toContain('Er is geen bezwaar.');
    await world.settled();
    expect(await nameTold(name)).toBe('Pip');
  });

  it('has objections that a privacy officer records, and whose end that role drafts only', async () => {
    const name = await somePupil();
    const browser = await as('privacy_officer');
    const { pathname } = (await askFor(browser, name)).url;
    const fields = { service: 'all', claim: 'group', seen: 'yes', reason: 'brief van thuis' };
    const done = await browser.post(at(`${pathname}/object`), fields);
    expect(saidOn(done.body)).toContain('Dit mag u voorstellen, en een ander legt het vast.');
    expect(done.body).not.toContain('/end-objection');
    const [row] = await queryDatabase(
      world.databaseUrl,
      `select id from sluis.record where kind = 'objection'`,
    );
    const answer = await browser.post(at(`${pathname}/end-objection`), {
      objection: String(row?.['id']),
      reason: 'x',
    });
    expect(answer.status).toBe(404);
    const nonsense = await browser.post(at(`${pathname}/object`), { service: 'nergens', claim: '<b>' });
    expect(nonsense.status).toBe(400);
  });

  it('is erased for the whole board, by whoever is sure and says why, and by nobody of some schools', async () => {
    const name = await somePupil();
    const ofSome = await as('administrator', { schools: [kade, regenboog] });
    const one = await askFor(ofSome, name);
    expect(one.body).not.toContain('/erase');
    const path = `${one.url.pathname}/erase`;
    expect((await ofSome.post(at(path), { reason: 'verzoek', sure: 'yes' })).status).toBe(404);
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
    const browser = await as('administrator');
    const { pathname } = (await askFor(browser, name)).url;
    for (const fields of [{ reason: 'verzoek' }, { sure: 'yes', reason: '' }]) {
      expect((await browser.post(at(`${pathname}/erase`), fields)).status).toBe(400);
    }
    expect(await events('person.erased')).toEqual([]);
    const erased = await browser.post(at(`${pathname}/erase`), { reason: 'verzoek', sure: 'yes' });
    expect(saidOn(erased.body)).toContain('Gewist.');
    expect(await events('person.erased')).toMatchObject([{ board: 'waterland', stated_reason: 'verzoek' }]);
    expect((await browser.go(at(pathname))).status).toBe(404);
    expect(saidOn((await askFor(browser, name)).body)).toContain('Wij vinden zo niemand van deze school.');
  });
});

describe('somebody who works at a school', () => {
  it('is to an administrator as if there were nobody', async () => {
    const teacher = await someTeacher();
    const browser = await as('administrator');
    const here = saidOn((await ask(browser, teacher, ofKade)).body);
    expect(here).toBe(
      saidOn((await ask(browser, { ...teacher, 'identifier.oid': 'oid-niemand' }, ofKade)).body),
    );
    expect(here).toContain('Wij vinden zo niemand van deze school.');
  });

  it('is found by a privacy officer with the number of a request, which is kept with the reason', async () => {
    const teacher = await someTeacher();
    const browser = await as('privacy_officer');
    const without = await ask(browser, teacher, ofKade);
    expect(without.status).toBe(400);
    expect(saidOn(without.body)).toContain('Vul het nummer van de aanvraag in.');
    const page = await ask(browser, { ...teacher, request: 'AVG 2026-12' }, ofKade);
    expect(page.url.pathname).toMatch(found);
    expect(saidOn(page.body)).toContain('Leesboom Lezen');
    expect((await events()).at(-1)).toMatchObject({ stated_reason: 'AVG 2026-12: vraag van een ouder' });
  });
});
