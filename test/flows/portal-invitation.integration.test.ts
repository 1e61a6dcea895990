import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  acceptAtKade,
  boardParty,
  inviteTesta,
  operator,
  roleOf,
  takeUp,
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
beforeEach(() => queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation'));

const waterland = boardParty('waterland');
const at = (path: string) => `${world.issuer}${path}`;
const gone = 'Deze uitnodiging werkt niet';
const accounts = () => world.accounts.accountsOf(waterland);

describe('an invitation', () => {
  it('is used up by nobody who only follows the link, however many do', async () => {
    const secret = await inviteTesta(world);
    for (const scanner of [world.browser(), world.browser()]) {
      const shown = await scanner.go(at(`/portal/invitation/${secret}`));
      expect(shown.body).toContain('U bent uitgenodigd');
    }
    const arrived = await acceptAtKade(world, world.browser(), secret);
    expect(arrived.url.pathname).toBe('/portal/factors');
    expect(arrived.body).toContain('Maak nu uw eerste sleutel');
  });

  it('is out of the address at once, and in no page, log and row', async () => {
    const secret = await inviteTesta(world);
    const shown = await world.browser().go(at(`/portal/invitation/${secret}`));
    expect(shown.url.pathname).toBe('/portal/invitation');
    expect(shown.body).not.toContain(secret);
    expect(JSON.stringify(world.logger.events)).not.toContain(secret);
    const rows = await queryDatabase(
      world.databaseUrl,
      `select row_to_json(i)::text as text from sluis.portal_invitation i`,
    );
    for (const word of [secret, 'Testa', 'kade.example']) expect(JSON.stringify(rows)).not.toContain(word);
  });

  it('belongs to the browser that pressed the button first, and to no other', async () => {
    const secret = await inviteTesta(world);
    const [first, second] = [world.browser(), world.browser()];
    await second.go(at(`/portal/invitation/${secret}`));
    expect((await takeUp(world, first, secret)).body).toContain('Log nu in bij uw school');
    expect((await second.post(at('/portal/invitation'), {})).body).toContain(gone);
    expect((await second.go(at(`/portal/invitation/${secret}`))).body).toContain(gone);
    expect((await second.go(at('/portal/invitation/taken?school'))).body).toContain(gone);
    expect((await acceptAtKade(world, second, secret)).body).toContain(gone);
    expect(await accounts()).toEqual([]);
    expect((await acceptAtKade(world, first, secret)).url.pathname).toBe('/portal/factors');
  });

  it('is accepted once', async () => {
    const secret = await inviteTesta(world);
    const browser = world.browser();
    await acceptAtKade(world, browser, secret);
    const again = await acceptAtKade(world, browser, secret);
    expect([again.status, again.body.includes(gone)]).toEqual([404, true]);
    expect(await accounts()).toHaveLength(1);
  });

  it('cannot be accepted by a pupil, and still waits for whoever it is for', async () => {
    const secret = await inviteTesta(world);
    const browser = world.browser();
    const refused = await acceptAtKade(world, browser, secret, 'vera');
    expect(refused.status).toBe(403);
    expect(await accounts()).toEqual([]);
    expect((await browser.go(at('/portal/invitation/taken'))).body).toContain('Log nu in bij uw school');
  });

  it('cannot be accepted at a school of another board', async () => {
    const secret = await inviteTesta(world, { party: boardParty('zeeland') });
    const refused = await acceptAtKade(world, world.browser(), secret);
    expect(refused.body).toContain(gone);
    expect(await world.accounts.accountsOf(boardParty('zeeland'))).toEqual([]);
    expect(await world.accounts.invitationsOf(boardParty('zeeland'))).toHaveLength(1);
  });

  it('ends those before it to the same address at the same board', async () => {
    const first = await inviteTesta(world);
    const elsewhere = await inviteTesta(world, { party: boardParty('zeeland') });
    const second = await inviteTesta(world, { email: 'TESTA@kade.example' });
    const looks = async (secret: string) =>
      (await world.browser().go(at(`/portal/invitation/${secret}`))).body.includes(gone);
    expect([await looks(first), await looks(elsewhere), await looks(second)]).toEqual([true, false, false]);
  });

  it('is kept no longer than it can be accepted, once somebody else is invited', async () => {
    await inviteTesta(world);
    await queryDatabase(
      world.databaseUrl,
      `update sluis.portal_invitation set expires_at = now() - interval '1 s'`,
    );
    await inviteTesta(world, { party: boardParty('zeeland'), email: 'ander@zee.example' });
    const kept = await queryDatabase(world.databaseUrl, 'select party_id from sluis.portal_invitation');
    expect(kept).toEqual([{ party_id: 'zeeland' }]);
  });

  it('is gone when it was withdrawn, and only its own board can do that', async () => {
    const secret = await inviteTesta(world);
    const [{ id }] = [required((await world.accounts.invitationsOf(waterland))[0])];
    expect(await world.accounts.withdrawInvitation(id, boardParty('zeeland'), operator)).toBe(false);
    expect(await world.accounts.withdrawInvitation(id, waterland, operator)).toBe(true);
    expect((await acceptAtKade(world, world.browser(), secret)).body).toContain(gone);
  });

  it('is not taken up by a form of another site', async () => {
    const secret = await inviteTesta(world);
    const browser = world.browser();
    await browser.go(at(`/portal/invitation/${secret}`));
    expect((await browser.postFromOtherSite(at('/portal/invitation'), {})).status).toBe(403);
    expect((await world.browser().go(at(`/portal/invitation/${secret}`))).body).toContain('uitgenodigd');
  });

  it('adds its roles to the account that this login has at the board', async () => {
    const browser = world.browser();
    await acceptAtKade(world, browser, await inviteTesta(world));
    const second = await inviteTesta(world, { roles: [roleOf('help_desk')], name: 'Somebody Else' });
    await acceptAtKade(world, world.browser(), second);
    const [account, ...others] = await accounts();
    expect(others).toEqual([]);
    expect(account).toMatchObject({ name: 'Testa de Proef', version: 2 });
    expect(account?.roles.map(({ role }) => role)).toEqual(['reader', 'help_desk']);
  });

  it('says in the trail that there was one and who accepted, and names nobody', async () => {
    await acceptAtKade(
      world,
      world.browser(),
      await inviteTesta(world, { roles: [roleOf('administrator')] }),
    );
    const [account] = await accounts();
    const events = await queryDatabase(
      world.databaseUrl,
      `select type, author, task, board, record_kind, stated_reason from sluis.audit_event
        where type in ('account.invited', 'account.accepted') order by number desc limit 2`,
    );
    const common = {
      task: 'administrator',
      board: 'waterland',
      record_kind: 'portal_account',
      stated_reason: null,
    };
    expect(events).toEqual([
      { type: 'account.accepted', author: `portal:${required(account).id}`, ...common },
      { type: 'account.invited', author: 'cli:ada', ...common },
    ]);
  });

  it.each([
    ['an empty name', { name: ' ' }],
    ['markup in the name', { name: '<b>Testa</b>' }],
    ['a page in the name', { name: 'Kijk op evil.example' }],
    ['two addresses', { email: 'testa@kade.example, vera@kade.example' }],
    ['a line break in the address', { email: 'testa@kade.example\r\nBcc: vera@kade.example' }],
    ['no role', { roles: [] }],
  ])('is refused with %s', async (_what, changes) => {
    await expect(inviteTesta(world, changes)).rejects.toMatchObject({ code: 'account.refused' });
    expect(await world.accounts.invitationsOf(waterland)).toEqual([]);
  });
});
