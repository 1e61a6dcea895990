import type { CanaryPerson } from './canary-person.ts';
import type { CanaryWorld } from './canary-world.ts';
import {
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';

const pages = ['', '/account', '/factors', '/factor', '/people', '/people/invite', '/schools', '/sign-in'];

/** Somebody accepts an invitation with the login of the school, comes back, and opens every page of the portal. */
export async function dayAtPortal({ world }: CanaryWorld, person: CanaryPerson): Promise<void> {
  const invited = { roles: [roleOf('administrator', confirmed)] };
  const browser = world.browser();
  const { home } = await comeInAtKade(world, browser, await inviteTesta(world, invited), person.name);
  if (home.url.pathname !== '/portal') throw new Error(`came as far as ${home.url.pathname}`);
  for (const page of pages) await browser.go(`${world.issuer}/portal${page}`);
  await signInToPortal(world, world.browser(), person.name);
}
