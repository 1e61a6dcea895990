import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import { schoolId, type PortalAccountId } from '../../src/domain/ids.ts';
import type { PortalAccount } from '../../src/domain/portal-accounts.ts';
import { boardRoles, type BoardRole, type HeldRole } from '../../src/domain/portal-roles.ts';
import { portalRows } from '../../src/portal/rows.ts';
import { roleTasks } from '../../src/rights/role-tasks.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { expected, type End, type Expected } from './portal-expected.ts';
import { oneOwnPost, oneRequest } from '../../testkit/actors/one-request.ts';
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
  signInToPortal,
  wholeRole as whole,
} from '../../testkit/world/portal-visits.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { exampleAddress } from './agreement-addresses.ts';

/*
 * Who gets what at every address of the portal. What is expected stands in one table here, which knows the tasks of each role
 * and nothing of the rows that the router is built from.
 */

interface Come {
  readonly as: 'nobody' | 'to_confirm' | 'without_factor' | 'in';
  /** A factor was shown a moment ago. */
  readonly fresh: boolean;
  /** Roles that act. */
  readonly acting: readonly BoardRole[];
}

function endOf(what: Expected, { as, fresh, acting }: Come): End {
  if ('open' in what) return what.open;
  if (as === 'nobody') return 'sign-in';
  if (what.from === 'signed_in') return 'page';
  if (as === 'to_confirm') return 'factor';
  if (what.from === 'confirmed') return 'page';
  if (as === 'without_factor') return 'factors';
  const { task } = what;
  const roles = task === undefined ? what.roles : roleTasks[task];
  if (roles !== undefined && !acting.some((role) => roles.includes(role))) return 'no page';
  if (what.factor === true && !fresh) return 'factor';
  return what.shown?.some((role) => acting.includes(role)) === false ? 'no page' : 'page';
}

function expectedOf(come: Come, addresses: readonly string[]): Readonly<Record<string, End>> {
  return Object.fromEntries(addresses.map((each) => [each, endOf(required(expected[each]), come)]));
}

const rows = portalRows.map(([method, address]) => `${method} ${address}`);
/** Signing out is left for last: it ends the session. */
const asked = Object.keys(expected).filter((each) => each !== 'POST /portal/sign-out');
const closed = asked.filter((each) => !('open' in required(expected[each])));

let world: World;
/** One account, in a browser that showed its factor just now and in one that did not: its roles count at every click anew. */
let fresh: Browser;
let stale: Browser;
let own: PortalAccountId;
/** Somebody else at the board, with a role at one school. */
let other: PortalAccount;
const waterland = boardParty('waterland');
const at = (path: string) => `${world.issuer}${path}`;
const kade = required(schoolId('de-kade'));

beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
  const somebody = world.browser();
  await acceptAtKade(
    world,
    somebody,
    await inviteTesta(world, {
      name: 'Collega Bedacht',
      email: 'collega@kade.example',
      roles: [roleOf('reader', { ...confirmed, schools: [kade] })],
    }),
    'collega',
  );
  [other] = [required((await world.accounts.accountsOf(waterland))[0])];
  [fresh, stale] = [world.browser(), world.browser()];
  await comeInAtKade(world, fresh, await inviteTesta(world));
  expect((await signInToPortal(world, stale)).url.pathname).toBe('/portal');
  own = required((await world.accounts.accountsOf(waterland)).find(({ id }) => id !== other.id)).id;
});
afterAll(() => world.close());

async function hold(...roles: readonly HeldRole[]): Promise<void> {
  const account = required((await world.accounts.accountsOf(waterland)).find(({ id }) => id === own));
  const change = { type: 'account.role_confirmed', role: 'reader', by: operator } as const;
  await world.accounts.changeRoles(account, roles, change);
}

/** Something to decide about that is there and that nobody changes: a version that is none, and an invitation of its own. */
async function fieldsFor([role]: readonly BoardRole[]): Promise<Record<string, string>> {
  const invitedAs = role === 'approver' || role === 'signer' ? 'approver' : 'reader';
  await inviteTesta(world, {
    name: 'Nieuw Iemand',
    email: 'nieuw@kade.example',
    roles: [roleOf(invitedAs, { schools: [kade] })],
  });
  const [invitation] = await world.accounts.invitationsOf(waterland);
  return {
    account: other.id,
    role: 'reader',
    version: '99',
    reason: 'x',
    invitation: required(invitation).id,
  };
}

async function endAt(browser: Browser, row: string, fields: Readonly<Record<string, string>>): Promise<End> {
  const [method, address = ''] = row.split(' ');
  const action = at(exampleAddress(address, kade));
  const { status, to } =
    method === 'GET' ? await oneRequest(browser, action) : await oneOwnPost(browser, { action, fields });
  if (status === 404) return 'no page';
  if (status !== 303) return 'page';
  const first = /^\/portal\/(sign-in|factors|factor)$/.exec(to.pathname)?.[1];
  return first === 'sign-in' || first === 'factors' || first === 'factor' ? first : 'page';
}

async function endsOf(
  browser: Browser,
  addresses: readonly string[],
  fields: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, End>>> {
  const ends: Record<string, End> = {};
  for (const row of addresses) ends[row] = await endAt(browser, row, fields);
  return ends;
}

describe('the addresses of the portal', () => {
  it('are those of which it is said here who comes to them', () => {
    expect(rows.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it('lead whoever is not signed in to where they can, and say nothing', async () => {
    const come: Come = { as: 'nobody', fresh: false, acting: [] };
    const all = Object.keys(expected);
    expect(await endsOf(world.browser(), all)).toEqual(expectedOf(come, all));
  });

  it('are as closed to a pupil and a teacher with a session at the broker, and no account', async () => {
    const come: Come = { as: 'nobody', fresh: false, acting: [] };
    for (const login of ['vera', 'docent']) {
      const browser = world.browser();
      await signInAtKade(world, browser, world.practice, login);
      expect(await endsOf(browser, closed), login).toEqual(expectedOf(come, closed));
    }
    const pupil = world.browser();
    expect((await signInToPortal(world, pupil, 'vera')).status).toBe(403);
    expect(await endsOf(pupil, closed)).toEqual(expectedOf(come, closed));
  });

  it('are as closed to a cookie that somebody made up', async () => {
    const browser = world.browser();
    await browser.cookies.setCookie(`portal_session=${'a'.repeat(43)}; Path=/`, world.issuer);
    const come: Come = { as: 'nobody', fresh: false, acting: [] };
    expect(await endsOf(browser, closed)).toEqual(expectedOf(come, closed));
  });

  it('show nothing before a factor of our own, where the school could not prove that the sign-in is fresh', async () => {
    await hold(whole('administrator'));
    const browser = world.browser();
    world.entra.signInAs('docent');
    const chooser = await browser.go(at('/portal/sign-in/school?unproven'));
    await browser.go(at(required(/\/login\/[^/"]+\/school\/de-kade/.exec(chooser.body)?.[0])));
    const come: Come = { as: 'to_confirm', fresh: false, acting: ['administrator'] };
    expect(await endsOf(browser, asked)).toEqual(expectedOf(come, asked));
  });

  it('show nothing of the board before there is a factor', async () => {
    const browser = world.browser();
    await signInToPortal(world, browser, 'collega');
    const come: Come = { as: 'without_factor', fresh: false, acting: ['reader'] };
    expect(await endsOf(browser, asked)).toEqual(expectedOf(come, asked));
  });

  it.each(boardRoles)('are those of its tasks for a %s', async (role) => {
    await hold(whole(role));
    const come: Come = { as: 'in', fresh: false, acting: [role] };
    expect(await endsOf(stale, asked)).toEqual(expectedOf(come, asked));
    const now = { ...come, fresh: true };
    expect(await endsOf(fresh, asked, await fieldsFor([role]))).toEqual(expectedOf(now, asked));
  });

  it.each(boardRoles)(
    'are those of somebody without a role for a %s whom nobody has confirmed',
    async (role) => {
      await hold(unconfirmed(whole(role)));
      const come: Come = { as: 'in', fresh: true, acting: [] };
      expect(await endsOf(fresh, closed, await fieldsFor([]))).toEqual(expectedOf(come, closed));
    },
  );

  it.each<[string, readonly HeldRole[]]>([
    ['whose last day is over', [whole('administrator', { until: required(calendarDay('2020-01-01')) })]],
    [
      'at a school of another board alone',
      [whole('administrator', { schools: [required(schoolId('de-vuurtoren'))] })],
    ],
    ['at a school that there is not', [whole('administrator', { schools: [required(schoolId('nergens'))] })]],
    ['of another sort of party', [roleOf('operator', confirmed), roleOf('supplier', confirmed)]],
    ['that exclude one another', [whole('administrator'), whole('data_protection_officer')]],
    [
      'that had lapsed when somebody came back',
      [whole('approver', { lapsedOn: required(calendarDay('2026-09-01')) })],
    ],
    ['of which none is left', []],
  ])('are for roles %s those of somebody without a role', async (_what, roles) => {
    await hold(...roles);
    const come: Come = { as: 'in', fresh: true, acting: [] };
    expect(await endsOf(fresh, closed, await fieldsFor([]))).toEqual(expectedOf(come, closed));
  });

  it('are there for an administrator of one school, and gone when the role is withdrawn', async () => {
    await hold(whole('administrator', { schools: [kade] }));
    const fields = await fieldsFor(['administrator']);
    const come: Come = { as: 'in', fresh: true, acting: ['administrator'] };
    expect(await endsOf(fresh, closed, fields)).toEqual(expectedOf(come, closed));
    await hold(whole('reader'));
    expect(await endsOf(fresh, closed, fields)).toEqual(expectedOf({ ...come, acting: ['reader'] }, closed));
  });

  it('are as closed to the sessions of an account that was erased', async () => {
    const account = required(await world.accounts.account(own));
    expect(await world.accounts.erase(account, operator, 'left')).toBe(true);
    const come: Come = { as: 'nobody', fresh: false, acting: [] };
    for (const browser of [fresh, stale]) {
      expect(await endsOf(browser, closed)).toEqual(expectedOf(come, closed));
    }
  });
});

function unconfirmed({ confirmedBy: _by, confirmedAt: _at, ...role }: HeldRole): HeldRole {
  return role;
}
