import type { Page } from 'playwright-core';
import type { SupplierServer } from '../../../testkit/actors/supplier-server.ts';
import type { SchoolPerson } from '../../../testkit/actors/saml-school-server.ts';
import type { Story } from './story.ts';

/** From the supplier's front page to wherever it leads. */
export async function startAt(supplier: SupplierServer, page: Page): Promise<void> {
  await page.goto(supplier.origin);
  await page.click('#login');
}

export async function seeChooser({ seeBroker, say }: Story, tab?: Page): Promise<void> {
  await seeBroker(say('Kies je school', 'Choose your school'), tab === undefined ? {} : { tab });
}

/** By the list of the chooser, which needs no search in this small federation. */
export async function chooseSchool(school: string, page: Page): Promise<void> {
  await page.click(`#results .choice:has-text("${school}")`);
}

/** At the login page of a SAML school; `undefined` turns back. */
export async function signInAs(person: SchoolPerson | undefined, page: Page): Promise<void> {
  await page.click(`button[name=person][value="${person?.name ?? ''}"]`);
}

/** At the login page of College De Kade. */
export async function signInAtKade(login: string, page: Page): Promise<void> {
  await page.fill('input[name=login]', login);
  await page.press('input[name=login]', 'Enter');
}

/** The whole way of a pupil of De Regenboog whom nobody knows yet. */
export async function comeFromRegenboog(
  story: Story,
  supplier: SupplierServer,
  person: SchoolPerson,
): Promise<void> {
  await startAt(supplier, story.page);
  await chooseSchool('De Regenboog', story.page);
  await signInAs(person, story.page);
  await story.seeReceived(supplier);
}

/** A link or a button of the broker, by what is written on it. */
export async function press(page: Page, label: string): Promise<void> {
  await page.click(`:is(a, button):has-text("${label}")`);
}

/**
 * By as many steps as it takes: a page that sends its own form stays in the history when the browser was done with
 * it before the form went out, as on a slow tablet.
 */
export async function goBackTo(address: string, page: Page): Promise<void> {
  while (page.url() !== address) await page.goBack();
}
