import { z } from 'zod';
import { calendarDay } from '../../src/domain/clock.ts';
import { boardId, schoolId, type BoardId } from '../../src/domain/ids.ts';
import type { Party } from '../../src/domain/party.ts';
import {
  confirmedRole,
  type BoardRole,
  type HeldRole,
  type PortalRole,
} from '../../src/domain/portal-roles.ts';
import type { NewInvitation } from '../../src/accounts/invitations.ts';
import { createAuthenticator, type Authenticator } from '../actors/authenticator.ts';
import type { Arrived, Browser } from '../actors/browser.ts';
import { required } from '../values/ids.ts';
import type { World } from './world.ts';

/** The operator, at the command line. */
export const operator = { kind: 'command_line', user: 'ada' } as const;

export function boardParty(id: string): Extract<Party, { id: BoardId }> {
  return { kind: 'board', id: required(boardId(id)) };
}

/** A role as the operator grants it, confirmed or not. */
export function roleOf(role: PortalRole, changes: Partial<HeldRole> = {}): HeldRole {
  return { role, grantedBy: operator, grantedAt: Date.UTC(2026, 8, 1), ...changes };
}

export const confirmed = { confirmedBy: operator, confirmedAt: Date.UTC(2026, 8, 1) } as const;

/** What a role has to have to be one at all. */
export function wholeRole(role: BoardRole, changes: Partial<HeldRole> = {}): HeldRole {
  const until = required(calendarDay('2099-01-01'));
  const more: Partial<Record<BoardRole, Partial<HeldRole>>> = {
    signer: { ground: 'bestuurder', until },
    technical_partner: { schools: [required(schoolId('de-kade'))], until },
  };
  return roleOf(role, { ...confirmed, ...more[role], ...changes });
}

/** A second teacher at College De Kade, for worlds that are opened with one. */
export const colleague = {
  login: 'collega',
  subject: 'subject-of-collega',
  claims: {
    oid: 'oid-collega',
    groups: ['aaaaaaaa-0000-4000-8000-000000000002'],
    given_name: 'Collega',
    family_name: 'Bedacht',
    email: 'collega@kade.example',
  },
};

/** What the login of De Kade asserts of them: with another address in the invitation nothing acts. */
export function addressAtKade(login: string): string {
  return login === 'docent' ? 'testa@kade.example' : `${login}@kade.example`;
}

/** What stands in the link of a new invitation at the board of De Kade. */
export async function inviteTesta(world: World, changes: Partial<NewInvitation> = {}): Promise<string> {
  const invited: NewInvitation = {
    party: boardParty('waterland'),
    name: 'Testa de Proef',
    email: 'testa@kade.example',
    roles: [roleOf('reader', confirmed)],
    signIn: 'school',
    language: 'nl',
    ...changes,
  };
  return (await world.accounts.invite(invited, operator)).secret;
}

/** Follows the link and presses the button, up to the page that leads to the school. */
export async function takeUp(world: World, browser: Browser, secret: string): Promise<Arrived> {
  await browser.go(`${world.issuer}/portal/invitation/${secret}`);
  return browser.post(`${world.issuer}/portal/invitation`, {});
}

/** On from the chooser of the broker, if there is one, to College De Kade. */
async function chooseKade(world: World, browser: Browser, chooser: Arrived): Promise<Arrived> {
  const [path] = /\/login\/[^/"]+\/school\/de-kade/.exec(chooser.body) ?? [];
  return path === undefined ? chooser : browser.go(`${world.issuer}${path}`);
}

export async function acceptAtKade(
  world: World,
  browser: Browser,
  secret: string,
  login = 'docent',
): Promise<Arrived> {
  world.entra.signInAs(login);
  await takeUp(world, browser, secret);
  const chooser = await browser.go(`${world.issuer}/portal/invitation/taken?school`);
  return chooseKade(world, browser, chooser);
}

const creationOptions = z.looseObject({
  challenge: z.string(),
  rp: z.looseObject({ id: z.string() }),
  user: z.looseObject({ id: z.string() }),
});
const requestOptions = z.looseObject({ challenge: z.string(), rpId: z.string() });

/** What the form of a page asks of a new passkey. */
export function askedOfNewPasskey(page: Arrived): z.infer<typeof creationOptions> {
  return creationOptions.parse(optionsIn(page, 'create'));
}

/** What it asks of one that there is. */
export function askedOfPasskey(page: Arrived): z.infer<typeof requestOptions> {
  return requestOptions.parse(optionsIn(page, 'get'));
}

function optionsIn({ body }: Arrived, asks: 'create' | 'get'): unknown {
  const [, text = ''] = new RegExp(`data-passkey="${asks}"\\s+data-options="([^"]*)"`).exec(body) ?? [];
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}

/** Makes a passkey on the page that asks for one, and ends on the page of factors. */
export async function makePasskey(world: World, browser: Browser): Promise<Authenticator> {
  const page = await browser.go(`${world.issuer}/portal/factors`);
  const device = createAuthenticator(world.issuer);
  const answer = JSON.stringify(device.register(askedOfNewPasskey(page)));
  await browser.post(`${world.issuer}/portal/factors/passkey`, { name: 'Laptop', answer });
  return device;
}

/** Shows a passkey where the portal asks for one, and goes on to the page that is named. */
export async function showPasskey(
  world: World,
  browser: Browser,
  device: Authenticator,
  to = '/portal',
): Promise<Arrived> {
  const page = await browser.go(`${world.issuer}/portal/factor?to=${to}`);
  const answer = JSON.stringify(device.answer(askedOfPasskey(page)));
  return browser.post(`${world.issuer}/portal/factor/passkey`, { to, answer });
}

/** Accepts an invitation without a school, and makes the passkey that opens the account; the operator confirms who that is. */
export async function comeInByPasskey(
  world: World,
  browser: Browser,
  secret: string,
  party: Party = boardParty('waterland'),
): Promise<Authenticator> {
  await takeUp(world, browser, secret);
  const device = await makePasskey(world, browser);
  for (const account of await world.accounts.accountsOf(party)) {
    const waiting = account.roles.find(isWaiting);
    if (account.subject !== undefined || waiting === undefined) continue;
    const { role } = waiting;
    const roles = account.roles.map((held) =>
      isWaiting(held) ? confirmedRole(held, operator, Date.now()) : held,
    );
    await world.accounts.changeRoles(account, roles, { type: 'account.role_confirmed', role, by: operator });
  }
  return device;
}

function isWaiting({ confirmedAt }: HeldRole): boolean {
  return confirmedAt === undefined;
}

/** Accepts an invitation at College De Kade and makes a passkey; ends on the first page. */
export async function comeInAtKade(
  world: World,
  browser: Browser,
  secret: string,
  login = 'docent',
): Promise<{ readonly home: Arrived; readonly device: Authenticator }> {
  await acceptAtKade(world, browser, secret, login);
  const device = await makePasskey(world, browser);
  return { device, home: await browser.go(`${world.issuer}/portal`) };
}

/** At the portal, through the login of College De Kade. */
export async function signInToPortal(world: World, browser: Browser, login = 'docent'): Promise<Arrived> {
  world.entra.signInAs(login);
  const chooser = await browser.go(`${world.issuer}/portal/sign-in/school`);
  return chooseKade(world, browser, chooser);
}
