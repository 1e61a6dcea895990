import { persistent, type AnswerWishes } from '../actors/saml-school.ts';
import type { Arrived, Browser } from '../actors/browser.ts';
import type { Received, SupplierService, Visit } from '../actors/supplier.ts';
import type { World } from './world.ts';

/** A pupil of De Regenboog signs in for a service; returns what the browser brings back to it. */
export async function signInAtRegenboog(
  world: World,
  browser: Browser,
  service: SupplierService,
  wishes: AnswerWishes = {},
  parameters: Readonly<Record<string, string>> = {},
): Promise<{ readonly visit: Visit; readonly arrived: Arrived }> {
  const visit = await service.begin({ login_hint: 'school:de-regenboog', ...parameters });
  const atSchool = await browser.go(visit.url);
  return { visit, arrived: await world.answerAtRegenboog(browser, atSchool, wishes) };
}

/** Somebody of College De Kade signs in at the Entra-like IdP. */
export async function signInAtKade(
  world: World,
  browser: Browser,
  service: SupplierService,
  login: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<{ readonly visit: Visit; readonly arrived: Arrived }> {
  world.entra.signInAs(login);
  const visit = await service.begin({ login_hint: 'school:de-kade', ...parameters });
  return { visit, arrived: await browser.go(visit.url) };
}

/** Single sign-on: the browser has a session. */
export async function signOn(browser: Browser, service: SupplierService): Promise<Received> {
  const visit = await service.begin();
  return service.receive(visit, (await browser.go(visit.url)).url);
}

/** The NameID of somebody else at the SAML school than its usual pupil. */
export function nameIdOf(name: string): string {
  return `<saml:NameID Format="${persistent}">${name}</saml:NameID>`;
}
