import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Authenticator } from '../../testkit/actors/authenticator.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  boardParty,
  colleague,
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
    moreEntraUsers: [colleague],
  });
});
afterAll(() => world.close());
beforeEach(() =>
  queryDatabase(
    world.databaseUrl,
    'truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_factor, sluis.portal_factor_reset cascade',
  ),
);

const at = (path: string) => `${world.issuer}${path}`;
const waterland = boardParty('waterland');
const again = 'Wat u invulde staat er weer';
const invitePath = '/portal/people/invite';
const schoolPath = '/portal/schools/de-kade';
const invitation = {
  name: 'Nieuw Iemand',
  email: 'nieuw@kade.example',
  role: 'help_desk',
  signIn: 'school',
  until: '2099-05-01',
};
const invited = async () => (await world.accounts.invitationsOf(waterland)).length;

interface Late {
  /** Signed in, and showed no factor. */
  readonly browser: Browser;
  readonly device: Authenticator;
}

async function late(): Promise<Late> {
  const secret = await inviteTesta(world, { roles: [roleOf('administrator', confirmed)] });
  const { device } = await comeInAtKade(world, world.browser(), secret);
  const browser = world.browser();
  await signInToPortal(world, browser);
  return { browser, device };
}

/** Sends a form too late, and is led to show the factor. */
async function sendLate(browser: Browser, path: string, fields: Record<string, string>): Promise<Arrived> {
  const page = await browser.post(at(path), fields);
  expect(page.url.pathname).toBe('/portal/factor');
  for (const value of Object.values(fields)) expect(page.url.search).not.toContain(value);
  return page;
}

describe('a form that comes after the factor went stale', () => {
  it('is filled in as it was once the factor was shown, is not done, and then is', async () => {
    const { browser, device } = await late();
    await sendLate(browser, invitePath, invitation);
    expect(await invited()).toBe(0);
    const page = await showPasskey(world, browser, device, invitePath);
    expect(page.url.pathname).toBe(invitePath);
    expect(page.body).toContain(again);
    for (const value of ['Nieuw Iemand', 'nieuw@kade.example', '2099-05-01']) {
      expect(page.body).toContain(`value="${value}"`);
    }
    expect(page.body).toMatch(/value="help_desk"\s+checked/);
    expect(await invited()).toBe(0);
    // asking for it once more shows it once more
    expect((await browser.go(at(invitePath))).body).toContain(again);
    expect((await browser.post(at(invitePath), invitation)).body).toContain('staat klaar');
    expect(await invited()).toBe(1);
    const empty = await browser.go(at(invitePath));
    expect(empty.body).not.toContain(again);
    expect(empty.body).not.toContain('Nieuw Iemand');
  });

  it('is nobody else’s: not of another account, nor of another session of the same one', async () => {
    const { browser, device } = await late();
    const secret = await inviteTesta(world, {
      email: 'collega@kade.example',
      name: 'Collega',
      roles: [roleOf('administrator', confirmed)],
    });
    const other = world.browser();
    await comeInAtKade(world, other, secret, 'collega');
    await sendLate(browser, invitePath, invitation);
    expect((await other.go(at(invitePath))).body).not.toContain('Nieuw Iemand');
    const elsewhere = world.browser();
    await signInToPortal(world, elsewhere);
    expect((await showPasskey(world, elsewhere, device, invitePath)).body).not.toContain('Nieuw Iemand');
    await browser.post(at('/portal/sign-out'), {});
    await signInToPortal(world, browser);
    expect((await showPasskey(world, browser, device, invitePath)).body).not.toContain('Nieuw Iemand');
  });

  it('is not kept where there is no such page for whoever sends it, nor where it is too large', async () => {
    const { browser, device } = await late();
    await sendLate(browser, invitePath, { ...invitation, name: 'x'.repeat(17_000) });
    expect((await showPasskey(world, browser, device, invitePath)).body).not.toContain('xxxx');
    const secret = await inviteTesta(world, { email: 'collega@kade.example', name: 'Collega' });
    const reader = world.browser();
    await comeInAtKade(world, world.browser(), secret, 'collega');
    await signInToPortal(world, reader, 'collega');
    expect((await reader.post(at(invitePath), invitation)).status).toBe(404);
  });

  it('keeps what is typed on the page about people: why a role goes, and why keys are reset', async () => {
    const { browser, device } = await late();
    const secret = await inviteTesta(world, { email: 'collega@kade.example', name: 'Collega' });
    await comeInAtKade(world, world.browser(), secret, 'collega');
    const all = await world.accounts.accountsOf(waterland);
    const { id: account } = required(all.find(({ name }) => name === 'Collega'));
    const reset = { account, reason: 'telefoon in de gracht', together: 'yes' };
    await sendLate(browser, '/portal/people/reset', reset);
    const page = await showPasskey(world, browser, device, '/portal/people');
    expect(page.body).toContain(again);
    expect(page.body).toContain('value="telefoon in de gracht"');
    expect(page.body).toMatch(/name="together"\s+value="yes"\s+checked/);
    expect(page.body.match(/<details open>/g)).toHaveLength(1);
    expect((await browser.post(at('/portal/people/reset'), reset)).body).not.toContain(again);
    const stale = world.browser();
    await signInToPortal(world, stale);
    const withdrawal = { account, role: 'reader', version: '1', reason: 'uit dienst' };
    await sendLate(stale, '/portal/people/withdraw', withdrawal);
    const people = await showPasskey(world, stale, device, '/portal/people');
    expect(people.body).toContain('value="uit dienst"');
    expect((await stale.post(at('/portal/people/withdraw'), withdrawal)).body).not.toContain('Collega');
  });

  it('keeps the help of a school, and says so when somebody changed the school meanwhile', async () => {
    const { browser, device } = await late();
    const [row] = await queryDatabase(
      world.databaseUrl,
      `select version from sluis.record_version where kind = 'school' and id = 'de-kade' order by version desc limit 1`,
    );
    const filled = { text: 'Kom naar de balie.', reason: 'verhuisd', version: String(row?.['version']) };
    await sendLate(browser, schoolPath, filled);
    const page = await showPasskey(world, browser, device, schoolPath);
    expect(page.body).toContain('Kom naar de balie.</textarea>');
    expect(page.body).toContain('value="verhuisd"');
    expect(page.body).not.toContain('Iemand anders was u voor');
    await edit(world, (federation) =>
      withMembers('schools', 'de-kade', { help: { phone: '0299 333 333' } })(federation),
    );
    const changed = await browser.go(at(schoolPath));
    expect(changed.body).toContain('Iemand anders was u voor');
    expect(changed.body).toContain('Kom naar de balie.</textarea>');
    expect(changed.body).toContain('0299 333 333');
  });

  it('is kept too where the database found that somebody else was there first', async () => {
    const { browser, device } = await late();
    await showPasskey(world, browser, device, schoolPath);
    const [row] = await queryDatabase(
      world.databaseUrl,
      `select version from sluis.record_version where kind = 'school' and id = 'de-kade' order by version desc limit 1`,
    );
    const filled = { text: 'Vraag de conciërge.', reason: 'verhuisd', version: String(row?.['version']) };
    await queryDatabase(
      world.databaseUrl,
      `create function sluis.test_conflict() returns trigger language plpgsql as
        $$ begin raise exception 'too late' using errcode = '23505'; end $$;
       create trigger test_conflict before insert on sluis.record_version
        for each row execute function sluis.test_conflict()`,
    );
    const page = await browser.post(at(schoolPath), filled);
    await queryDatabase(
      world.databaseUrl,
      'drop trigger test_conflict on sluis.record_version; drop function sluis.test_conflict()',
    );
    expect([page.status, page.body.includes('Iemand anders was u voor')]).toEqual([409, true]);
    expect(page.body).toContain('Vraag de conciërge.</textarea>');
    expect((await browser.post(at(schoolPath), filled)).url.href).toBe(at('/portal/schools?done'));
  });

  it('keeps the code of the board', async () => {
    const secret = await inviteTesta(world, { roles: [roleOf('administrator')] });
    const { device } = await comeInAtKade(world, world.browser(), secret);
    const browser = world.browser();
    await signInToPortal(world, browser);
    await sendLate(browser, '/portal/board-code', { code: 'ABCD-EFGH' });
    expect((await showPasskey(world, browser, device, '/portal')).body).toContain('value="ABCD-EFGH"');
  });
});
