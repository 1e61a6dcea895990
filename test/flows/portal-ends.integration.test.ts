import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { schoolId } from '../../src/domain/ids.ts';
import type { HeldRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  acceptAtKade,
  addressAtKade,
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
import type { SomebodyIn } from './resetting.ts';

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
beforeEach(async () => {
  await queryDatabase(
    world.databaseUrl,
    `truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_people, sluis.portal_factor,
      sluis.portal_factor_account cascade`,
  );
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await world.confirmRegister();
});

const day = 24 * 60 * 60_000;
/** Of the whole process, since the login of the school looks at it too. */
async function pass(days: number): Promise<void> {
  vi.setSystemTime(Date.now() + days * day);
  await world.confirmRegister();
}
/** More than 60 school days, whenever it is. */
const halfAYear = 190;

const waterland = boardParty('waterland');
const at = (path: string) => `${world.issuer}${path}`;
const accountNamed = async (name: string) =>
  required((await world.accounts.accountsOf(waterland)).find((each) => each.name === name));
const eventsOf = (type: string) =>
  queryDatabase(
    world.databaseUrl,
    `select author, board, record_id, task from sluis.audit_event where type = '${type}' order by number desc limit 1`,
  );

type Login = 'docent' | 'collega';

async function signedInAs(login: Login, ...roles: readonly HeldRole[]): Promise<SomebodyIn> {
  const browser = world.browser();
  const secret = await inviteTesta(world, { name: login, email: addressAtKade(login), roles });
  const { device } = await comeInAtKade(world, browser, secret, login);
  return { browser, device, id: (await accountNamed(login)).id };
}

/** After a long time: at the school, and with the passkey of before. */
async function backAgain({ device }: SomebodyIn, login: Login): Promise<Browser> {
  const browser = world.browser();
  await signInToPortal(world, browser, login);
  await showPasskey(world, browser, device);
  return browser;
}

/** As somebody confirmed them at this moment. */
const now = () => ({ ...confirmed, confirmedAt: Date.now() });
const role = (name: HeldRole['role']) => roleOf(name, now());

describe('a role whose account nobody used for 60 school days', () => {
  it('does not act, says so to its owner and to who sees people, and comes back by one click of another', async () => {
    const colleagueIn = await signedInAs('collega', role('privacy_officer'));
    const administrator = await signedInAs('docent', role('administrator'));
    expect((await colleagueIn.browser.go(at('/portal/people'))).status).toBe(200);
    await pass(halfAYear);
    const browser = await backAgain(administrator, 'docent');
    const people = (await browser.go(at('/portal/people'))).body;
    expect(people).toContain('werkt niet meer: 60 schooldagen niet gebruikt');
    expect((await browser.go(at('/portal'))).body).not.toContain('wacht op bevestiging');

    const colleagueBack = await backAgain(colleagueIn, 'collega');
    expect((await colleagueBack.go(at('/portal/people'))).status).toBe(404);
    expect((await colleagueBack.go(at('/portal'))).body).toContain('Werkt niet meer: Privacy officer.');
    expect((await colleagueBack.go(at('/portal/account'))).body).toContain('werkt niet meer: 60 schooldagen');
    expect(await eventsOf('account.role_lapsed')).toEqual([
      {
        author: `portal:${colleagueIn.id}`,
        board: 'waterland',
        record_id: colleagueIn.id,
        task: 'privacy_officer',
      },
    ]);

    const { version } = await accountNamed('collega');
    const fields = { account: colleagueIn.id, role: 'privacy_officer', version: String(version) };
    expect((await colleagueBack.post(at('/portal/people/confirm'), fields)).status).toBe(404);
    expect((await browser.go(at('/portal/people'))).body).toContain('collega opnieuw bevestigen');
    await browser.post(at('/portal/people/confirm'), fields);
    expect((await colleagueBack.go(at('/portal/people'))).status).toBe(200);
    expect(await eventsOf('account.role_confirmed')).toMatchObject([
      { author: `portal:${administrator.id}`, record_id: colleagueIn.id, task: 'privacy_officer' },
    ]);
    expect((await colleagueBack.go(at('/portal'))).body).not.toContain('Werkt niet meer');
  });

  it('does not come back by signing in once more, nor by accepting another role', async () => {
    const colleagueIn = await signedInAs('collega', role('privacy_officer'));
    await signedInAs('docent', role('administrator'));
    await pass(halfAYear);
    await backAgain(colleagueIn, 'collega');
    await pass(1);
    const browser = world.browser();
    await signInToPortal(world, browser, 'collega');
    expect((await browser.go(at('/portal/people'))).status).toBe(404);
    const more = await inviteTesta(world, {
      name: 'collega',
      email: addressAtKade('collega'),
      roles: [role('reader')],
    });
    const accepting = world.browser();
    expect((await acceptAtKade(world, accepting, more, 'collega')).url.pathname).toBe('/portal');
    expect((await accepting.go(at('/portal/people'))).status).toBe(404);
    expect(
      (await accountNamed('collega')).roles.map(({ role: name, lapsedOn }) => [name, lapsedOn !== undefined]),
    ).toEqual([
      ['privacy_officer', true],
      ['reader', false],
    ]);
  });

  it('is not that of the only administrator, who comes back and goes on', async () => {
    const administrator = await signedInAs('docent', role('administrator'), role('proposer'));
    await signedInAs('collega', role('reader'));
    await pass(halfAYear);
    const browser = await backAgain(administrator, 'docent');
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
    expect((await browser.go(at('/portal'))).body).toContain('Werkt niet meer: Voorsteller.');
  });

  it('is that of an administrator who is not the only one, also before they come back', async () => {
    const second = await signedInAs('collega', role('administrator'));
    const first = await signedInAs('docent', role('administrator'));
    const open = second.browser;
    await queryDatabase(
      world.databaseUrl,
      `update sluis.portal_account set last_used_on = last_used_on - 300 where id = '${second.id}'`,
    );
    const account = await accountNamed('collega');
    const old = account.roles.map((each) => ({ ...each, confirmedAt: Date.now() - 300 * day }));
    const byOperator = { kind: 'command_line', user: 'ada' } as const;
    const change = { type: 'account.role_confirmed', role: 'administrator', by: byOperator } as const;
    await world.accounts.changeRoles(account, old, change);
    expect((await open.go(at('/portal/people'))).status).toBe(404);
    expect((await first.browser.go(at('/portal'))).body).toContain('Er is één beheerder');
    await backAgain(second, 'collega');
    expect((await first.browser.go(at('/portal/people'))).body).toContain('opnieuw bevestigen als Beheerder');
  });

  it('is gone with the click after the last of those days, in a session that is open', async () => {
    const colleagueIn = await signedInAs('collega', role('privacy_officer'));
    await signedInAs('docent', role('administrator'));
    expect((await colleagueIn.browser.go(at('/portal/people'))).status).toBe(200);
    await queryDatabase(
      world.databaseUrl,
      `update sluis.portal_account set last_used_on = last_used_on - 300 where id = '${colleagueIn.id}'`,
    );
    const account = await accountNamed('collega');
    const old = account.roles.map((each) => ({ ...each, confirmedAt: Date.now() - 300 * day }));
    await world.accounts.changeRoles(account, old, {
      type: 'account.role_confirmed',
      role: 'privacy_officer',
      by: { kind: 'command_line', user: 'ada' },
    });
    expect((await colleagueIn.browser.go(at('/portal/people'))).status).toBe(404);
  });
});

describe('the stand-in of an administrator', () => {
  it('is named by another administrator, in the audit trail, and stays administrator without use', async () => {
    const second = await signedInAs('collega', role('administrator'));
    const first = await signedInAs('docent', role('administrator'));
    expect((await first.browser.go(at('/portal'))).body).toContain('nog geen vervanger');
    await first.browser.post(at('/portal/people/stand-in'), { account: second.id });
    expect((await first.browser.go(at('/portal'))).body).not.toContain('vervanger');
    expect((await first.browser.go(at('/portal/people'))).body).toContain('Vervanger van de beheerder');
    expect(await eventsOf('account.stand_in_named')).toMatchObject([
      { author: `portal:${first.id}`, board: 'waterland', record_id: second.id },
    ]);
    await pass(halfAYear);
    await backAgain(first, 'docent');
    const browser = await backAgain(second, 'collega');
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
  });

  it('is nobody who names himself, has another role, or is not there', async () => {
    const first = await signedInAs('docent', role('administrator'));
    const other = await signedInAs('collega', role('reader'));
    const named = (account: string) => first.browser.post(at('/portal/people/stand-in'), { account });
    expect((await named(first.id)).status).toBe(403);
    expect((await named(other.id)).status).toBe(403);
    expect((await named('00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await named('nobody')).status).toBe(404);
    expect((await other.browser.post(at('/portal/people/stand-in'), { account: first.id })).status).toBe(404);
    expect(await world.accounts.peopleOf(waterland)).toEqual({});
    expect((await first.browser.go(at('/portal'))).body).toContain('Er is één beheerder');
  });

  it('has to be named again after the role was withdrawn and given once more', async () => {
    const second = await signedInAs('collega', role('administrator'), role('reader'));
    const first = await signedInAs('docent', role('administrator'));
    await first.browser.post(at('/portal/people/stand-in'), { account: second.id });
    const account = await accountNamed('collega');
    await pass(0.001);
    const anew = account.roles.map((each) => ({ ...each, confirmedAt: Date.now() }));
    await world.accounts.changeRoles(account, anew, {
      type: 'account.role_confirmed',
      role: 'administrator',
      by: { kind: 'command_line', user: 'ada' },
    });
    expect((await first.browser.go(at('/portal'))).body).toContain('nog geen vervanger');
  });
});

describe('whether all people are right', () => {
  const question = 'Kloppen deze mensen nog?';
  const seenOn = (page: string) => required(/name="seen" value="([^"]+)"/.exec(page)?.[1]);

  it('is asked after 90 days and not before, and is answered in one click, in the audit trail', async () => {
    const administrator = await signedInAs('docent', role('administrator'));
    await signedInAs('collega', role('reader'));
    await pass(80);
    const early = await backAgain(administrator, 'docent');
    expect((await early.go(at('/portal'))).body).not.toContain(question);
    await pass(11);
    const browser = await backAgain(administrator, 'docent');
    const today = (await browser.go(at('/portal'))).body;
    for (const text of [question, 'collega', 'Meelezer', 'Laatst ingelogd op', 'Intrekken']) {
      expect(today).toContain(text);
    }
    const answered = await browser.post(at('/portal/people/review'), { seen: seenOn(today) });
    expect([answered.url.pathname, answered.body.includes(question)]).toEqual(['/portal', false]);
    expect(answered.body).toContain('Genoteerd');
    expect(await world.accounts.peopleOf(waterland)).toEqual({
      review: { by: administrator.id, at: expect.any(Number) },
    });
    expect(await eventsOf('account.people_reviewed')).toMatchObject([
      { author: `portal:${administrator.id}`, board: 'waterland' },
    ]);
    expect((await browser.go(at('/portal/people'))).body).toMatch(
      /Voor het laatst nagekeken op .*, door docent/,
    );
    await pass(91);
    expect((await (await backAgain(administrator, 'docent')).go(at('/portal'))).body).toContain(question);
  });

  it('says of whom nothing ends by itself, and ends nothing where nobody answers', async () => {
    const administrator = await signedInAs('docent', role('administrator'));
    await signedInAs('collega', role('data_protection_officer'));
    await pass(400);
    const browser = await backAgain(administrator, 'docent');
    const today = (await browser.go(at('/portal'))).body;
    expect(today.split('Eindigt niet vanzelf').length).toBe(2);
    expect(today).not.toContain('werkt niet meer');
    expect((await accountNamed('collega')).roles).toHaveLength(1);
  });

  it('is not answered for what somebody has not seen', async () => {
    const administrator = await signedInAs('docent', role('administrator'));
    await pass(91);
    const browser = await backAgain(administrator, 'docent');
    const seen = seenOn((await browser.go(at('/portal'))).body);
    await signedInAs('collega', role('reader'));
    for (const answer of [seen, '', 'x']) {
      const refused = await browser.post(at('/portal/people/review'), { seen: answer });
      expect([refused.status, refused.body.includes('net iets veranderd')]).toEqual([409, true]);
    }
    expect(await world.accounts.peopleOf(waterland)).toEqual({});
  });

  it('is asked of nobody who sees some of them alone, or withdraws nothing', async () => {
    await signedInAs('docent', role('privacy_officer'));
    const some = await signedInAs(
      'collega',
      roleOf('administrator', { ...now(), schools: [required(schoolId('de-kade'))] }),
    );
    await pass(91);
    const privacy = world.browser();
    await signInToPortal(world, privacy, 'docent');
    const collega = await backAgain(some, 'collega');
    for (const browser of [privacy, collega]) {
      expect((await browser.go(at('/portal'))).body).not.toContain(question);
    }
    const refused = await collega.post(at('/portal/people/review'), { seen: 'x' });
    expect([refused.status, refused.body.includes('Dit mag u niet')]).toEqual([403, true]);
  });

  it('needs a factor that was shown a moment ago, and then leads back to the question', async () => {
    const administrator = await signedInAs('docent', role('administrator'));
    await pass(91);
    const browser = world.browser();
    await signInToPortal(world, browser, 'docent');
    const seen = seenOn((await browser.go(at('/portal'))).body);
    const asked = await browser.post(at('/portal/people/review'), { seen });
    expect([asked.url.pathname, asked.url.searchParams.get('to')]).toEqual(['/portal/factor', '/portal']);
    expect(await world.accounts.peopleOf(waterland)).toEqual({});
    const today = await showPasskey(world, browser, administrator.device);
    expect(today.body).toContain('Druk nog een keer op de knop.');
    await browser.post(at('/portal/people/review'), { seen });
    expect((await world.accounts.peopleOf(waterland)).review?.by).toBe(administrator.id);
  });
});
