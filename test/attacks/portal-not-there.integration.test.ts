import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { schoolId, type InvitationId, type PortalAccountId, type SchoolId } from '../../src/domain/ids.ts';
import type { PortalAccount } from '../../src/domain/portal-accounts.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { withoutErrorIds } from '../../testkit/pages/printed.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  acceptAtKade,
  boardParty,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  roleOf,
  takeUp,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* What is another's, what is gone and what never was: nobody learns at the portal which of them it is. */

let world: World;
let browser: Browser;
let other: PortalAccount;
const waterland = boardParty('waterland');
const at = (path: string) => `${world.issuer}${path}`;
const [kade, regenboog] = [required(schoolId('de-kade')), required(schoolId('de-regenboog'))];
const unknown = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
});
afterAll(() => world.close());
/** A colleague with a role at one school. */
beforeEach(async () => {
  await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation');
  const roles = [roleOf('reader', { ...confirmed, schools: [kade] })];
  const invited = await inviteTesta(world, { name: 'Collega', email: 'collega@kade.example', roles });
  await acceptAtKade(world, world.browser(), invited, 'collega');
  other = required((await world.accounts.accountsOf(waterland))[0]);
});

/** An administrator with a fresh factor, of these schools alone when some are said. */
async function administratorOf(schools?: readonly SchoolId[]): Promise<PortalAccountId> {
  browser = world.browser();
  const role = roleOf('administrator', confirmed);
  await comeInAtKade(world, browser, await inviteTesta(world, { roles: [role] }));
  const all = await world.accounts.accountsOf(waterland);
  const own = required(all.find(({ id }) => id !== other.id));
  const change = { type: 'account.role_confirmed', role: 'administrator', by: operator } as const;
  if (schools) await world.accounts.changeRoles(own, [{ ...role, schools }], change);
  return own.id;
}

async function invitedTo(...schools: readonly SchoolId[]): Promise<InvitationId> {
  const roles = [roleOf('reader', { schools })];
  await inviteTesta(world, { name: 'Nieuw Iemand', email: 'nieuw@kade.example', roles });
  return required((await world.accounts.invitationsOf(waterland))[0]).id;
}

/** What somebody is told, whatever error id it has. */
function told({ status, body }: Arrived): readonly [number, string] {
  return [status, withoutErrorIds(body)];
}
const post = async (path: string, fields: Readonly<Record<string, string>>) =>
  told(await browser.post(at(`/portal/people/${path}`), fields));
const ofAccount = (account: string) => ({ account, role: 'reader', version: '1', reason: 'x' });

async function expectNotThere(account: string, invitation: string): Promise<void> {
  for (const [path, fields, unknownFields] of [
    ['confirm', ofAccount(account), ofAccount(unknown)],
    ['withdraw', ofAccount(account), ofAccount(unknown)],
    ['withdraw-invitation', { invitation }, { invitation: unknown }],
  ] as const) {
    const answer = await post(path, fields);
    expect(answer[0], path).toBe(404);
    expect(answer, path).toEqual(await post(path, unknownFields));
  }
}

async function expectUntouched(invitation: InvitationId): Promise<void> {
  expect((await world.accounts.account(other.id))?.roles).toEqual(other.roles);
  expect((await world.accounts.invitationsOf(waterland)).map(({ id }) => id)).toEqual([invitation]);
}

const expire = (invitation: InvitationId) =>
  queryDatabase(
    world.databaseUrl,
    `update sluis.portal_invitation set expires_at = now() where id = '${invitation}'`,
  );

describe('an account and an invitation', () => {
  it('of another board look as what never was', async () => {
    const own = await administratorOf();
    const invitation = await invitedTo(kade);
    await queryDatabase(
      world.databaseUrl,
      `update sluis.portal_account set party_id = 'zeeland' where id = '${own}'`,
    );
    await expectNotThere(other.id, invitation);
    const page = await browser.go(at('/portal/people'));
    expect(page.status).toBe(200);
    for (const word of ['Collega', 'Nieuw Iemand']) expect(page.body).not.toContain(word);
    await expectUntouched(invitation);
  });

  it('at a school where somebody has no role look as what never was', async () => {
    await administratorOf([regenboog]);
    const invitation = await invitedTo(kade);
    await expectNotThere(other.id, invitation);
    const page = await browser.go(at('/portal/people'));
    for (const word of ['Collega', 'Nieuw Iemand']) expect(page.body).not.toContain(word);
    await expectUntouched(invitation);
  });

  it('that are gone look as what never was', async () => {
    await administratorOf();
    const invitation = await invitedTo(kade);
    await expire(invitation);
    expect(await world.accounts.erase(other, operator, 'left')).toBe(true);
    await expectNotThere(other.id, invitation);
  });

  it('with malformed ids are as little there', async () => {
    await administratorOf();
    for (const id of ['', 'x', `${unknown}'--`, '../..']) await expectNotThere(id, id);
  });
});

describe('an invitation', () => {
  it('is not withdrawn by whoever has a role at one of its schools alone, who does see it', async () => {
    await administratorOf([kade]);
    const wide = await invitedTo(kade, regenboog);
    const page = await browser.go(at('/portal/people'));
    expect(page.body).toContain('Nieuw Iemand');
    expect(page.body).not.toContain('Uitnodiging intrekken');
    const answer = await post('withdraw-invitation', { invitation: wide });
    expect(answer).toEqual(await post('withdraw-invitation', { invitation: unknown }));
    await expectUntouched(wide);
  });

  it('is withdrawn by whoever could grant all of it', async () => {
    await administratorOf([kade]);
    const invitation = await invitedTo(kade);
    expect((await browser.go(at('/portal/people'))).body).toContain('Uitnodiging intrekken');
    expect((await post('withdraw-invitation', { invitation }))[0]).toBe(200);
    expect(await world.accounts.invitationsOf(waterland)).toEqual([]);
  });

  it('that is unknown, expired, withdrawn or taken by another browser is one page', async () => {
    const link = async (secret: string) => told(await world.browser().go(at(`/portal/invitation/${secret}`)));
    const never = await link('a'.repeat(43));
    expect(never[0]).toBe(404);
    const invited = async (name: string) => {
      const secret = await inviteTesta(world, { name, email: `${name}@kade.example` });
      const all = await world.accounts.invitationsOf(waterland);
      return { secret, id: required(all.find((each) => each.name === name)).id };
    };
    const [expired, withdrawn, taken] = [await invited('een'), await invited('twee'), await invited('drie')];
    expect((await link(expired.secret))[0]).toBe(200);
    await expire(expired.id);
    await world.accounts.withdrawInvitation(withdrawn.id, waterland, operator);
    await takeUp(world, world.browser(), taken.secret);
    for (const secret of [expired.secret, withdrawn.secret, taken.secret, 'x', '%00']) {
      expect(await link(secret), secret).toEqual(never);
    }
  });
});
