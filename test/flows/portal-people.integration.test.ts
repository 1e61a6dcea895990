import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import type { PortalRole } from '../../src/domain/portal-roles.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  addressAtKade,
  acceptAtKade,
  boardParty,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  roleOf,
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
beforeEach(() => queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation'));

const waterland = boardParty('waterland');
const at = (path: string) => `${world.issuer}${path}`;
const accounts = () => world.accounts.accountsOf(waterland);
const accountNamed = async (name: string) => required((await accounts()).find((each) => each.name === name));

/** Somebody who is signed in with confirmed roles. */
async function signedInAs(login: 'docent' | 'collega', ...roles: readonly PortalRole[]): Promise<Browser> {
  const browser = world.browser();
  const secret = await inviteTesta(world, {
    name: login,
    email: addressAtKade(login),
    roles: roles.map((role) =>
      roleOf(role, {
        ...confirmed,
        ...(role === 'signer' ? { ground: 'bestuurder', until: required(calendarDay('2099-01-01')) } : {}),
      }),
    ),
  });
  expect((await comeInAtKade(world, browser, secret, login)).home.url.pathname).toBe('/portal');
  return browser;
}
const form = { name: 'Nieuw Iemand', email: 'nieuw@kade.example', role: 'reader', signIn: 'school' };
const invited = async () => (await world.accounts.invitationsOf(waterland)).map(({ name }) => name);

describe('people of a board', () => {
  it.each<PortalRole>(['proposer', 'help_desk', 'reader'])('are not there for a %s', async (role) => {
    const browser = await signedInAs('docent', role);
    expect((await browser.go(at('/portal'))).body).not.toContain('/portal/people');
    for (const path of ['/portal/people', '/portal/people/invite']) {
      expect((await browser.go(at(path))).status, path).toBe(404);
    }
    const account = await accountNamed('docent');
    const fields = { account: account.id, role, version: '1', reason: 'x' };
    for (const path of ['confirm', 'withdraw', 'invite', 'withdraw-invitation']) {
      const answer = await browser.post(at(`/portal/people/${path}`), { ...form, ...fields });
      expect(answer.status, path).toBe(404);
    }
    expect(await invited()).toEqual([]);
  });

  it('are invited by an administrator, who gets the link once and shows it to nobody else', async () => {
    const browser = await signedInAs('docent', 'administrator');
    const page = await browser.post(at('/portal/people/invite'), form);
    const [link = ''] = /http:\/\/localhost:\d+\/portal\/invitation\/[\w-]{43}/.exec(page.body) ?? [];
    expect(page.body).toContain('De uitnodiging voor Nieuw Iemand staat klaar');
    expect((await world.browser().go(link)).body).toContain('Meelezer');
    const people = (await browser.go(at('/portal/people'))).body.replaceAll('<wbr />', '');
    expect(people).toContain('nieuw@kade.example');
    expect((await browser.go(at('/portal/people'))).body).not.toContain(link.slice(-43));
  });

  it.each<[string, Record<string, string>]>([
    ['a role that an administrator does not grant', { role: 'approver' }],
    ['no role', { role: '' }],
    ['a role of another sort of party', { role: 'operator' }],
    ['a school of another board', { schools: 'de-vuurtoren' }],
    ['a technical partner without schools and end', { role: 'technical_partner' }],
    ['a day that is over', { until: '2020-01-01' }],
    ['what is no day', { until: 'morgen' }],
    ['no name', { name: ' ' }],
    ['what is no address', { email: 'nieuw' }],
    ['a ground that no signer has', { ground: 'directeur' }],
  ])('are not invited with %s, and what was filled in stays', async (_what, wrong) => {
    const browser = await signedInAs('docent', 'administrator');
    const page = await browser.post(at('/portal/people/invite'), { ...form, ...wrong });
    expect([page.status, page.body.includes('Dit kan zo niet')]).toEqual([400, true]);
    if (wrong['email'] === undefined) expect(page.body).toContain('nieuw@kade.example');
    expect(await invited()).toEqual([]);
  });

  it('are not invited with a script in the name, which is not run and not kept', async () => {
    const browser = await signedInAs('docent', 'administrator');
    const name = '<script>alert(1)</script>';
    const page = await browser.post(at('/portal/people/invite'), { ...form, name });
    expect(page.body).not.toContain(name);
    expect(await invited()).toEqual([]);
  });

  it('have a role that decides only when somebody else has confirmed who they are', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    await administrator.post(at('/portal/people/invite'), { ...form, role: 'administrator' });
    const link = await inviteTesta(world, {
      name: 'collega',
      email: 'nieuw@kade.example',
      roles: [roleOf('administrator')],
    });
    const browser = world.browser();
    const { home } = await comeInAtKade(world, browser, link, 'collega');
    expect(home.body).toContain('Nog niet bevestigd: Beheerder');
    expect((await browser.go(at('/portal/people'))).status).toBe(404);
    const { id, version } = await accountNamed('collega');
    const confirm = { account: id, role: 'administrator', version: String(version) };
    expect((await browser.post(at('/portal/people/confirm'), confirm)).status).toBe(404);
    expect((await administrator.go(at('/portal'))).body).toContain(
      'collega wacht op bevestiging als Beheerder',
    );
    await administrator.post(at('/portal/people/confirm'), confirm);
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
  });

  it('lose a role at once, in the middle of what they do, with the reason in the trail', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const browser = await signedInAs('collega', 'administrator', 'reader');
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
    const { id, version } = await accountNamed('collega');
    const withdrawn = { account: id, role: 'administrator', version: String(version), reason: 'ander werk' };
    await administrator.post(at('/portal/people/withdraw'), withdrawn);
    expect((await browser.go(at('/portal/people'))).status).toBe(404);
    const events = await queryDatabase(
      world.databaseUrl,
      `select author, record_id, task, stated_reason from sluis.audit_event where type = 'account.role_withdrawn'`,
    );
    const by = (await accountNamed('docent')).id;
    expect(events).toEqual([
      { author: `portal:${by}`, record_id: id, task: 'administrator', stated_reason: 'ander werk' },
    ]);
  });

  it('have no account any more when the last role is gone', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const browser = await signedInAs('collega', 'reader');
    const { id } = await accountNamed('collega');
    const fields = { account: id, role: 'reader', version: '1', reason: 'weg' };
    await administrator.post(at('/portal/people/withdraw'), fields);
    expect((await accounts()).map(({ name }) => name)).toEqual(['docent']);
    expect((await browser.go(at('/portal'))).url.pathname).toBe('/portal/sign-in');
  });

  it('keep their last administrator', async () => {
    const browser = await signedInAs('docent', 'administrator', 'reader');
    const { id } = await accountNamed('docent');
    const fields = { account: id, role: 'administrator', version: '1', reason: 'klaar' };
    const refused = await browser.post(at('/portal/people/withdraw'), fields);
    expect([refused.status, refused.body.includes('Dit kan zo niet')]).toEqual([403, true]);
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
  });

  it('are changed as somebody saw them, and by a reason', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    await signedInAs('collega', 'reader', 'help_desk');
    const { id } = await accountNamed('collega');
    const fields = { account: id, role: 'reader', version: '1' };
    expect((await administrator.post(at('/portal/people/withdraw'), fields)).status).toBe(403);
    const late = { ...fields, version: '7', reason: 'weg' };
    const second = await administrator.post(at('/portal/people/withdraw'), late);
    expect([second.status, second.body.includes('net veranderd')]).toEqual([409, true]);
    expect((await accountNamed('collega')).roles).toHaveLength(2);
  });

  it('of another board do not exist', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const foreign = await inviteTesta(world, { party: boardParty('zeeland'), name: 'Ver Weg' });
    expect(foreign).not.toBe('');
    await signedInAs('collega', 'reader');
    const { id } = await accountNamed('collega');
    await queryDatabase(
      world.databaseUrl,
      `update sluis.portal_account set party_id = 'zeeland' where id = '${id}'`,
    );
    const page = await administrator.go(at('/portal/people'));
    for (const word of ['collega', 'Ver Weg']) expect(page.body).not.toContain(word);
    const fields = { account: id, role: 'reader', version: '1', reason: 'x' };
    expect((await administrator.post(at('/portal/people/withdraw'), fields)).status).toBe(404);
    const [invitation] = await world.accounts.invitationsOf(boardParty('zeeland'));
    const withdrawn = { invitation: required(invitation).id };
    expect((await administrator.post(at('/portal/people/withdraw-invitation'), withdrawn)).status).toBe(404);
    expect(await world.accounts.invitationsOf(boardParty('zeeland'))).toHaveLength(1);
  });

  it('cannot give a role to themselves by an invitation of their own', async () => {
    const browser = await signedInAs('docent', 'administrator');
    const { id } = await accountNamed('docent');
    const own = { kind: 'account', account: id } as const;
    const { secret } = await world.accounts.invite(
      {
        party: waterland,
        name: 'docent',
        email: 'ander-adres@kade.example',
        roles: [roleOf('proposer', { ...confirmed, grantedBy: own })],
        signIn: 'school',
        language: 'nl',
      },
      own,
    );
    const refused = await acceptAtKade(world, browser, secret);
    expect([refused.status, refused.body.includes('kunt deze rol niet aannemen')]).toEqual([403, true]);
    expect((await accountNamed('docent')).roles.map(({ role }) => role)).toEqual(['administrator']);
  });

  it('are not let in by somebody who may no longer invite them', async () => {
    await signedInAs('collega', 'administrator');
    await signedInAs('docent', 'administrator', 'reader');
    const inviter = await accountNamed('collega');
    const own = { kind: 'account', account: inviter.id } as const;
    const accomplice = {
      party: waterland,
      name: 'Handlanger',
      email: 'handlanger@kade.example',
      roles: [roleOf('help_desk', { ...confirmed, grantedBy: own })],
      signIn: 'school',
      language: 'nl',
    } as const;
    const { secret } = await world.accounts.invite(accomplice, own);
    await world.accounts.erase(inviter, operator, 'ontslagen');
    expect((await acceptAtKade(world, world.browser(), secret)).status).toBe(403);
    expect((await accountNamed('docent')).roles).toHaveLength(2);
  });
});
