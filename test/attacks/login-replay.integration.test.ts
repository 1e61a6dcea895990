import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { onePost } from '../../testkit/actors/one-request.ts';
import { mostAnswersPerVisit } from '../../src/session/login-transactions.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/*
 * Replay and stolen answers. SAML 2.0 Profiles 4.1.4.5: a bearer assertion is used once. Nothing of what is refused
 * here may leave a session or a code behind.
 */

const startOfReader = 'https://reader.leesboom.example/login';

let world: World;
let ahead = 0;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres15Url'),
    redisUrl: inject('redisUrl'),
    clock: { now: () => Date.now() + ahead },
  });
});
afterAll(() => world.close());

async function loginAtSchool() {
  const browser = world.browser();
  const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
  const atSchool = await browser.go(visit.url);
  return { browser, visit, atSchool, form: world.answerFormAtRegenboog(atSchool) };
}

describe('one SAML answer', () => {
  it('posted again after more than ten seconds is refused, also with its ticket not redeemed', async () => {
    const { browser, form } = await loginAtSchool();
    expect((await onePost(browser, form)).status).toBe(303);
    ahead += 10_001;
    const late = await onePost(browser, form);
    ahead -= 10_001;
    expect(late.status).toBe(400);
  });

  it('is refused when another one of the same school came first, and the first goes on', async () => {
    const { browser, atSchool, form } = await loginAtSchool();
    const ticket = await onePost(browser, form);
    const other = world.answerFormAtRegenboog(atSchool);
    expect(other.fields.SAMLResponse).not.toBe(form.fields.SAMLResponse);
    expect((await onePost(browser, other)).status).toBe(400);
    expect((await browser.go(ticket.to.href)).url.searchParams.get('code')).toBeTruthy();
    expect((await onePost(browser, other)).status).toBe(400);
  });

  it('is refused when it is brought for another login of the same browser', async () => {
    const { browser, form } = await loginAtSchool();
    const begun = await world.practice.begin({ login_hint: 'school:de-regenboog' });
    const { relayState } = world.questionAt(await browser.go(begun.url));
    const stray = { ...form, fields: { ...form.fields, RelayState: relayState } };
    expect((await onePost(browser, stray)).status).toBe(400);
    expect((await onePost(browser, form)).status).toBe(303);
    expect((await onePost(browser, stray)).status).toBe(400);
  });

  it('posted a second time gives no second code: the browser is led on to the service', async () => {
    const { browser, form } = await loginAtSchool();
    const first = await browser.postFromOtherSite(form.action, form.fields);
    expect(first.url.href).toContain(world.reader.redirectUri);
    const second = await browser.postFromOtherSite(form.action, form.fields);
    expect(second.url.href).toBe(startOfReader);
  });

  it('posted 50 times at the same moment gives one login', async () => {
    const { browser, form } = await loginAtSchool();
    const all = await Promise.all(Array.from({ length: 50 }, () => onePost(browser, form)));
    const accepted = all.filter(({ status }) => status === 303);
    expect(accepted).toHaveLength(mostAnswersPerVisit);
    expect(all.filter(({ status }) => status === 400)).toHaveLength(50 - mostAnswersPerVisit);
    expect(new Set(accepted.map(({ to }) => to.href)).size).toBe(mostAnswersPerVisit);
    const ends = await Promise.all(accepted.map(({ to }) => browser.go(to.href)));
    const codes = ends.map(({ url }) => url.searchParams.get('code')).filter((code) => code !== null);
    expect(new Set(codes).size).toBe(1);
    expect(codes).toHaveLength(1);
  });

  it('stolen and posted from another browser gives that browser nothing', async () => {
    const { browser, form } = await loginAtSchool();
    const thief = world.browser();
    const stolen = await thief.postFromOtherSite(form.action, form.fields);
    expect(stolen.status).toBe(400);
    expect(stolen.url.href).not.toContain('code=');
    // and the ticket is gone, so that nobody can go on with it
    const late = await browser.go(stolen.url.href);
    expect(late.status).toBe(400);
  });

  it('fetched by a victim for a login that an attacker began gives the attacker nothing', async () => {
    const attacker = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const atSchool = await attacker.go(visit.url);
    const victim = world.browser();
    const arrived = await world.answerAtRegenboog(victim, atSchool);
    expect(arrived.status).toBe(400);
    const transaction = arrived.url.pathname.split('/')[2] ?? '';
    for (const path of ['', '/arrived', '/arrived?ticket=', '/pick/de-regenboog']) {
      const tried = await attacker.go(`${world.issuer}/login/${transaction}${path}`);
      expect(tried.url.href).not.toContain('code=');
    }
  });

  it('is not burnt by garbage that names the pending request', async () => {
    const { browser, form } = await loginAtSchool();
    const garbage = { ...form.fields, SAMLResponse: Buffer.from('<garbage/>').toString('base64') };
    expect((await browser.postFromOtherSite(form.action, garbage)).status).toBe(400);
    const arrived = await browser.postFromOtherSite(form.action, form.fields);
    expect(arrived.url.searchParams.get('code')).toBeTruthy();
  });

  it('sent to another IdP’s address is refused', async () => {
    const { browser, form } = await loginAtSchool();
    const other = form.action.replace('regenboog-saml', 'zee-saml');
    expect((await browser.postFromOtherSite(other, form.fields)).status).toBe(400);
  });
});

describe('a step of the login', () => {
  it.each([
    '',
    '/schools',
    '/school/de-regenboog',
    '/arrived?ticket=x',
    '/pick/de-regenboog',
    '/back',
    '/school/de-regenboog/cancelled',
    '/school/de-vuurtoren/not-taking-part',
    '/someone-else',
    '/school/de-regenboog/idp/regenboog-saml/without-asking',
    '/unproven',
    '/not-available',
  ])('of a login that another browser began (%s) is refused', async (path) => {
    const owner = world.browser();
    const chooser = await owner.go((await world.reader.begin()).url);
    const answer = await world.browser().go(`${chooser.url.href}${path}`);
    expect(answer.status).toBe(400);
    expect(answer.body).not.toContain('code=');
  });

  it('that skips the school is refused', async () => {
    const browser = world.browser();
    const chooser = await browser.go((await world.reader.begin()).url);
    expect((await browser.go(`${chooser.url.href}/arrived?ticket=${'A'.repeat(43)}`)).status).toBe(400);
    expect((await browser.go(`${chooser.url.href}/pick/de-regenboog`)).status).toBe(400);
  });
});
