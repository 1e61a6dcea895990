import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { HeldRole } from '../../src/domain/portal-roles.ts';
import { portalAccountId } from '../../src/domain/ids.ts';
import { rolesIfUsed } from '../../src/rights/roles-if-used.ts';
import { required } from '../../testkit/values/ids.ts';
import { calendarDay } from '../../src/domain/clock.ts';
import { instant } from '../../testkit/actors/saml-school.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { acceptAtRegenboog, teacherWith } from '../../testkit/world/acceptances.ts';
import {
  boardParty,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
  showPasskey,
  takeUp,
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
const invited = 'juf.noor@regenboog.example';
const roles = [roleOf('reader', confirmed), roleOf('privacy_officer', confirmed)];
const inviteNoor = () => inviteTesta(world, { name: 'Noor Bedacht', email: invited, roles });

const rolesHeld = async (): Promise<readonly HeldRole[]> =>
  required((await world.accounts.accountsOf(waterland))[0]).roles;
const account = required(portalAccountId('11111111-1111-4111-8111-111111111111'));
const acting = (held: readonly HeldRole[]): readonly string[] =>
  rolesIfUsed(
    { account, party: waterland, roles: held },
    {
      today: required(calendarDay('2026-09-02')),
      now: Date.now(),
      register: { get: () => undefined },
    },
  ).map(({ role }) => role);
const newestReason = async () =>
  (
    await queryDatabase(
      world.databaseUrl,
      `select reason from sluis.audit_event where type = 'account.accepted' order by number desc limit 1`,
    )
  )[0]?.['reason'];

describe('the address that the login asserts at an acceptance', () => {
  it.each<[string, 'differs' | 'absent', readonly string[]]>([
    ['an alias of it', 'differs', ['juf.noor+portaal@regenboog.example']],
    ['it without the dot', 'differs', ['jufnoor@regenboog.example']],
    ['somebody else’s', 'differs', ['meester.bas@regenboog.example']],
    ['the same name in another domain', 'absent', ['juf.noor@elders.example']],
    ['the same name in a domain that ends alike', 'absent', ['juf.noor@nietregenboog.example']],
    ['a letter that only looks the same', 'differs', ['juf.nооr@regenboog.example']],
    ['none', 'absent', []],
    ['two, one of them the invited one', 'absent', [invited, 'meester.bas@regenboog.example']],
    ['two in one text', 'absent', [`${invited},meester.bas@regenboog.example`]],
    ['no address', 'absent', ['juf.noor']],
  ])('is %s: it %s, and no role acts', async (_what, word, addresses) => {
    await acceptAtRegenboog(world, world.browser(), await inviteNoor(), teacherWith(addresses));
    const held = await rolesHeld();
    expect(acting(held)).toEqual([]);
    expect(held.map(({ role, comparedAddress }) => [role, comparedAddress])).toEqual([
      ['reader', word],
      ['privacy_officer', word],
    ]);
    expect(await newestReason()).toBe(`address_${word}`);
  });

  it.each([
    ['as it was written', invited],
    ['in other capitals', 'Juf.NOOR@Regenboog.EXAMPLE'],
  ])('is the invited one, %s: roles that need nobody act at once', async (_what, address) => {
    await acceptAtRegenboog(world, world.browser(), await inviteNoor(), teacherWith([address]));
    const held = await rolesHeld();
    expect(acting(held)).toEqual(['reader', 'privacy_officer']);
    expect(JSON.stringify(held)).not.toContain('comparedAddress');
    expect(await newestReason()).toBe('address_same');
  });

  it('is the invited one, and whoever decides is confirmed all the same', async () => {
    const secret = await inviteTesta(world, { email: invited, roles: [roleOf('administrator')] });
    await acceptAtRegenboog(world, world.browser(), secret, teacherWith([invited]));
    expect(acting(await rolesHeld())).toEqual([]);
    expect((await rolesHeld())[0]).not.toHaveProperty('comparedAddress');
  });

  it('says nothing where the school goes on with a session that ran already', async () => {
    const authnInstant = instant(Date.now() - 6 * 60_000);
    const wishes = teacherWith([invited], { authnInstant });
    await acceptAtRegenboog(world, world.browser(), await inviteNoor(), wishes);
    expect(await newestReason()).toBe('address_absent');
    expect(acting(await rolesHeld())).toEqual([]);
  });

  it('says nothing outside of the domains that the register names for that login', async () => {
    const domains = '- regenboog.example';
    await world.change((text) => text.replace(domains, '- ander.example'));
    await world.settled();
    await acceptAtRegenboog(world, world.browser(), await inviteNoor(), teacherWith([invited]));
    await world.change((text) => text.replace('- ander.example', domains));
    expect(await newestReason()).toBe('address_absent');
  });

  it('is nobody’s where an account is opened by a passkey alone', async () => {
    const secret = await inviteTesta(world, { signIn: 'passkey', roles });
    await takeUp(world, world.browser(), secret);
    expect(await newestReason()).toBe('address_absent');
    expect(acting(await rolesHeld())).toEqual([]);
  });

  it('is in no log, row and page, whatever came of it', async () => {
    const asserted = 'kanarie.vogel@regenboog.example';
    const browser = world.browser();
    const arrived = await acceptAtRegenboog(world, browser, await inviteNoor(), teacherWith([asserted]));
    expect(arrived.url.pathname).toBe('/portal/factors');
    const rows = await queryDatabase(
      world.databaseUrl,
      `select row_to_json(e)::text as text from sluis.audit_event e`,
    );
    const cookies = JSON.stringify(await browser.cookies.getCookies(world.issuer));
    for (const text of [JSON.stringify(rows), JSON.stringify(world.logger.events), arrived.body, cookies]) {
      expect(text).not.toContain('kanarie');
      expect(text).not.toContain('juf.noor');
    }
  });
});

describe('whoever may grant the role', () => {
  it('reads why it waits, without an address, and confirms it', async () => {
    const administrator = world.browser();
    const first = await inviteTesta(world, { roles: [roleOf('administrator', confirmed)] });
    const { device } = await comeInAtKade(world, administrator, first);
    const secret = await inviteNoor();
    const reader = world.browser();
    await acceptAtRegenboog(world, reader, secret, teacherWith(['meester.bas@regenboog.example']));
    expect((await administrator.go(at('/portal'))).body).toContain('Noor Bedacht');

    const page = await administrator.go(at('/portal/people'));
    expect(page.body).toContain('Het adres waarmee is ingelogd is een ander dan dat van de uitnodiging');
    expect(page.body).not.toContain('meester.bas');
    await showPasskey(world, administrator, device, '/portal/people');
    const other = required(
      (await world.accounts.accountsOf(waterland)).find(({ name }) => name === 'Noor Bedacht'),
    );
    const form = { account: other.id, role: 'reader', version: String(other.version) };
    const done = await administrator.post(at('/portal/people/confirm'), form);
    expect(done.status).toBe(200);
    const held = required(await world.accounts.account(other.id)).roles;
    expect(acting(held)).toEqual(['reader']);
    expect(held.map(({ comparedAddress }) => comparedAddress)).toEqual([undefined, 'differs']);
  });
});
