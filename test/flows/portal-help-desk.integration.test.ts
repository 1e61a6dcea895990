import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { errorId, idpId, schoolId, serviceId } from '../../src/domain/ids.ts';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import { shortErrorIdOf, spokenIn } from '../../src/domain/short-error-id.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import type { Postgres } from '../../src/storage/postgres/pool.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { printedOn } from '../../testkit/pages/printed.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { comeInAtKade, confirmed, inviteTesta, roleOf } from '../../testkit/world/portal-visits.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { openDatabaseOf } from '../../testkit/world/world-database.ts';
import { saidOn } from './stored-policy.ts';

let world: World;
let postgres: Postgres;
let trail: LedgerStore;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
  });
  postgres = openDatabaseOf(world);
  trail = createPostgresLedgerStore(postgres);
});
afterAll(async () => {
  await postgres.close();
  await world.close();
});
beforeEach(async () => {
  await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
});

const at = (path: string) => `${world.issuer}${path}`;
const kade = required(schoolId('de-kade'));
const regenboog = required(schoolId('de-regenboog'));
const vuurtoren = required(schoolId('de-vuurtoren'));
const ofKade = '/portal/schools/de-kade/help-desk';
const reader = required(serviceId('leesboom-reader'));

async function as(role: PortalRole, changes: Partial<HeldRole> = {}): Promise<Browser> {
  const browser = world.browser();
  const roles = [roleOf(role, { ...confirmed, ...changes })];
  await comeInAtKade(world, browser, await inviteTesta(world, { roles }));
  return browser;
}
const lookUp = async (browser: Browser, code: string, path = ofKade) =>
  saidOn((await browser.post(at(path), { code })).body);

let made = 0;
/** An event of the trail with an error id of its own. */
async function happened(event: Partial<AuditEvent>): Promise<{ long: string; short: string }> {
  const alphabet = 'ABCDEFGHJK';
  made += 1;
  const sign = (place: number) => alphabet.charAt(Math.floor(made / 10 ** place) % 10);
  const long = required(errorId(`QQQQQQ${sign(3)}${sign(2)}${sign(1)}${sign(0)}`));
  await trail.appendAudit({ type: 'login.refused', at: Date.now(), errorId: long, ...event });
  return { long, short: spokenIn('nl', shortErrorIdOf(long)) };
}
const lookUps = () =>
  queryDatabase(
    world.databaseUrl,
    `select type, school, board, record_id, error_id, author from sluis.audit_event
     where type like 'error_id.%' order by number`,
  );

const notThere = 'Deze code bestaat niet bij uw school.';

describe('an error id', () => {
  it('that a pupil reads out leads to what happened, whose turn it is and what to say, by both of its forms', async () => {
    const page = (await signInAtKade(world, world.browser(), world.practice, 'vera')).arrived.body;
    const { long, short } = printedOn(page);
    const browser = await as('help_desk');
    for (const code of [required(long), required(short), ` ${required(long).toLowerCase()} `]) {
      const said = await lookUp(browser, code);
      expect(said).toContain('De app staat uit Wanneer');
      expect(said).toContain('Bij de vraag of school en afspraken het toelaten');
      expect(said).toContain('Wie is aan zet De school: College De Kade');
      expect(said).toContain('Wat u kunt zeggen Zeg dat de school deze app niet gebruikt, of nog niet.');
    }
    expect((await lookUps()).at(-1)).toEqual({
      type: 'error_id.found',
      school: 'de-kade',
      board: 'waterland',
      record_id: long,
      error_id: null,
      author: expect.stringMatching(/^portal:/),
    });
  });

  it('of another board, of another school than one’s own, that is over, and that never was look alike', async () => {
    const old = Date.now() - 8 * 86_400_000;
    const foreign = await happened({ school: vuurtoren, reason: 'no_agreement' });
    const sibling = await happened({ school: regenboog, reason: 'no_agreement' });
    const expired = await happened({ school: kade, reason: 'no_agreement', at: old });
    const ofNoSignIn = await happened({ type: 'api.refused', school: kade, reason: 'forbidden' });
    const nowhere = await happened({ type: 'login.rejected', reason: 'internal' });
    const several = await happened({
      type: 'login.rejected',
      reason: 'saml.expired',
      idp: required(idpId('zee-saml')),
    });
    const browser = await as('help_desk', { schools: [kade] });
    const before = (await lookUps()).length;
    const codes = [
      'QQQQQQQQQQ',
      'vis boom 42',
      'geen code',
      '<script>alert(1)</script>',
      ...[foreign, sibling, expired, ofNoSignIn, nowhere, several].flatMap(({ long, short }) => [
        long,
        short,
      ]),
    ];
    const pages = new Set<string>();
    for (const code of codes) pages.add(await lookUp(browser, code));
    expect(pages.size).toBe(1);
    expect([...pages][0]).toContain(notThere);
    const written = (await lookUps()).slice(before);
    expect(written).toHaveLength(codes.length);
    expect(new Set(written.map(({ type, record_id }) => `${String(type)} ${String(record_id)}`))).toEqual(
      new Set(['error_id.not_found null']),
    );
  });

  it('of another school of one’s own is found by its ten signs, and by two words at that school', async () => {
    const { long, short } = await happened({
      school: regenboog,
      reason: 'agreement_expired',
      service: reader,
    });
    const browser = await as('administrator');
    const said = await lookUp(browser, long);
    expect(said).toContain('School De Regenboog');
    expect(said).toContain('App Leesboom Lezen');
    expect(await lookUp(browser, short)).toContain(notThere);
    expect(await lookUp(browser, short, '/portal/schools/de-regenboog/help-desk')).toContain(
      'Er is geen geldige overeen\u00adkomst met de leverancier',
    );
  });

  it('that is kept for a day, because the trail has it as a number only, is found by the login of the school', async () => {
    const id = required(errorId('QQQQQQWWWW'));
    const [own] = (
      await queryDatabase(world.databaseUrl, `select id from sluis.record where kind = 'idp'`)
    ).filter(({ id: name }) => String(name).startsWith('kade'));
    const idp = required(idpId(String(own?.['id'])));
    await trail.keepErrors([{ id, at: Date.now(), code: 'oidc.signature_invalid', idp }], 1_000);
    expect(await lookUp(await as('help_desk'), id)).toContain(
      'Het antwoord van de school is niet te gebruiken',
    );
  });

  it('of an answer that was not right says which check failed to whoever looks after the login, and to nobody else', async () => {
    const { long } = await happened({ type: 'login.rejected', school: kade, reason: 'oidc.key_unknown' });
    const helpDesk = await as('help_desk');
    expect(await lookUp(helpDesk, long)).not.toContain('oidc.key_unknown');
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
    expect(await lookUp(await as('administrator'), long)).toContain(
      'Voor wie het inloggen beheert oidc.key_unknown',
    );
  });

  it('of an objection says so to whoever may see objections, and to nobody else', async () => {
    const { long } = await happened({ school: kade, reason: 'objection' });
    const group = await happened({ school: kade, reason: 'group_not_in_access' });
    const facts = (said: string) =>
      said.replace(/.*(De school laat niet iedereen toe)/, '$1').replace(/Ligt het.*/, '');
    const helpDesk = await as('help_desk');
    const said = await lookUp(helpDesk, long);
    expect(said).not.toMatch(/bezwaar/i);
    expect(facts(said)).toBe(facts(await lookUp(helpDesk, group.long)));
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
    expect(await lookUp(await as('privacy_officer'), long)).toContain('Er is bezwaar gemaakt');
  });

  it('is tried sixty times in an hour and no more, right or wrong', async () => {
    const { long } = await happened({ school: kade, reason: 'no_agreement' });
    const browser = await as('help_desk');
    for (let time = 0; time < 60; time += 1) await browser.post(at(ofKade), { code: 'QQQQQQQQQQ' });
    const before = await lookUps();
    const answer = await browser.post(at(ofKade), { code: long });
    expect(answer.status).toBe(429);
    expect(saidOn(answer.body)).toContain('U zocht heel vaak in één uur.');
    expect(saidOn(answer.body)).not.toContain('Er is geen geldige overeen\u00adkomst');
    expect(await lookUps()).toEqual(before);
  });

  it('has to be there, once', async () => {
    const browser = await as('help_desk');
    for (const fields of [{}, { code: '  ' }, { code: 'x'.repeat(100_000) }]) {
      expect((await browser.post(at(ofKade), fields)).status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('the state of a school', () => {
  it('is there for the help desk: its login, each app, and how often it failed from five times on', async () => {
    await happened({ school: kade, reason: 'identity.school_missing', type: 'login.rejected', number: 14 });
    await happened({ school: kade, reason: 'licence_expired', number: 4 });
    const page = saidOn((await (await as('help_desk')).go(at(ofKade))).body);
    expect(page).toContain('Er logden net te weinig mensen in');
    expect(page).toMatch(/Leesboom Lezen Van \S+.* Staat aan/);
    expect(page).toContain('Bij het account staat geen school, of een andere: 10 keer of vaker');
    expect(page).not.toContain('De licentie is nog niet begonnen');
    expect(page).not.toMatch(/voornaam/i);
  });

  it('is not there for another board, beyond the own schools, for none at all and for a reader', async () => {
    const browser = await as('help_desk', { schools: [kade] });
    const answers = new Set<string>();
    for (const school of ['de-vuurtoren', 'de-regenboog', 'nergens', '..%2f..']) {
      const path = at(`/portal/schools/${school}/help-desk`);
      for (const answer of [await browser.go(path), await browser.post(path, { code: 'QQQQQQQQQQ' })]) {
        expect(answer.status).toBe(404);
        answers.add(saidOn(answer.body.replace(/<div class="error-id">[\s\S]*/, '')));
      }
    }
    expect(answers.size).toBe(1);
    expect((await browser.go(at('/portal/help-desk'))).url.pathname).toBe(ofKade);
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
    const someReader = await as('reader');
    expect((await someReader.go(at(ofKade))).status).toBe(404);
    expect((await someReader.go(at('/portal'))).body).not.toContain('/portal/help-desk');
  });
});
