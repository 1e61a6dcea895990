import type { CanaryPerson } from './canary-person.ts';
import type { CanaryWorld } from './canary-world.ts';
import {
  acceptAtKade,
  boardParty,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  roleOf,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';

const pages = [
  '',
  '/account',
  '/factors',
  '/factor',
  '/people',
  '/people/invite',
  '/schools',
  '/services',
  '/help-desk',
  '/schools/de-kade/help-desk',
  '/questions',
  '/schools/de-kade/questions',
  '/schools/de-kade/services',
  '/schools/de-kade/services/leesboom-reader',
  '/schools/de-kade/services/leesboom-reader/change',
  '/schools/de-kade/services/leesboom-reader/access',
  '/schools/de-kade/services/leesboom-reader/letter',
  '/schools/de-kade/council',
  '/schools/de-kade/services/leesboom-reader/versions',
  '/schools/de-kade/services/leesboom-reader/versions/1',
  '/schools/de-kade/services/leesboom-reader/versions/1/change',
  '/agreements',
  '/agreements/waterland-leesboom',
  '/sign-in',
];

/**
 * Somebody accepts an invitation that went to another address with the login of the school, comes back, and opens every page of
 * the portal, which say that there was another address.
 */
export async function dayAtPortal({ world }: CanaryWorld, person: CanaryPerson): Promise<void> {
  const invited = { roles: [roleOf('administrator')] };
  const browser = world.browser();
  const { home } = await comeInAtKade(world, browser, await inviteTesta(world, invited), person.name);
  if (home.url.pathname !== '/portal') throw new Error(`came as far as ${home.url.pathname}`);
  const [account] = await world.accounts.accountsOf(boardParty('waterland'));
  if (account?.roles[0]?.comparedAddress !== 'differs') throw new Error('no address was compared');
  const roles = account.roles.map((role) => ({ ...role, ...confirmed }));
  const change = { type: 'account.role_confirmed', role: 'administrator', by: operator } as const;
  await world.accounts.changeRoles(account, roles, change);
  for (const page of pages) {
    const { status } = await browser.go(`${world.issuer}/portal${page}`);
    if (status !== 200) throw new Error(`${page} answered ${String(status)}`);
  }
  await signInToPortal(world, world.browser(), person.name);
}

/** The invited address is the asserted one, which the broker compares and keeps nowhere: neither may be found as it is. */
export async function acceptanceByCanary({ world }: CanaryWorld, person: CanaryPerson): Promise<void> {
  const invited = { email: person.value('email'), roles: [roleOf('reader', confirmed)] };
  const secret = await inviteTesta(world, invited);
  const arrived = await acceptAtKade(world, world.browser(), secret, person.name);
  const all = await world.accounts.accountsOf(boardParty('waterland'));
  const reader = all.flatMap(({ roles }) => roles).find(({ role }) => role === 'reader');
  if (reader?.confirmedAt === undefined) throw new Error(`came as far as ${arrived.url.pathname}`);
}
