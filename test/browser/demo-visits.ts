import type { Page } from 'playwright-core';
import { fullName, type DemoPerson } from '../../demo/people.ts';
import type { PartyId } from '../../demo/parties.ts';
import type { Journey } from './journey.ts';
import type { RunningDemo } from './running-demo.ts';

/** A service of the demo as a visitor knows it. */
export interface DemoVisit {
  readonly supplier: 'leesboom' | 'rekenrijk';
  readonly path: '/' | '/practice' | '/dashboard';
}

export const reader: DemoVisit = { supplier: 'leesboom', path: '/' };
export const practice: DemoVisit = { supplier: 'rekenrijk', path: '/practice' };
export const dashboard: DemoVisit = { supplier: 'rekenrijk', path: '/dashboard' };

/** What somebody does in the demo. Each step waits for the page that it works on. */
export function createDemoVisitor(demo: RunningDemo, { page, arriveAt }: Journey) {
  const start = async ({ supplier, path }: DemoVisit): Promise<void> => {
    await page.goto(`${demo.originOf(supplier)}${path}`);
    await page.click('text=Start met je schoolaccount');
  };
  return {
    start,
    async searchSchool(query: string): Promise<void> {
      await arriveAt(demo.broker, '#q', 'search-school');
      await page.fill('#q', query);
    },
    async chooseSchool(name: string): Promise<void> {
      await arriveAt(demo.broker, '#q', 'choose-school');
      await page.click(`#results .choice:has-text("${name}")`);
    },
    async signIn(school: PartyId, person: DemoPerson): Promise<void> {
      await arriveAt(demo.originOf(school), '.people', 'school');
      await page.click(`.people button:has-text("${fullName(person)}")`);
    },
    async cancelAtSchool(school: PartyId): Promise<void> {
      await arriveAt(demo.originOf(school), '.people', 'school');
      await page.click('button[name=cancel]');
    },
    /** All that the supplier shows to have received. */
    async received({ supplier }: DemoVisit): Promise<DemoClaims> {
      await arriveAt(demo.originOf(supplier), '#userinfo', supplier);
      return { userinfo: await table(page, '#userinfo'), idToken: await table(page, '#id-token') };
    },
    /** The title of the broker's page that ends this login; the way back tells the supplier. */
    async refusal(
      { supplier }: DemoVisit,
      step: string,
    ): Promise<{ title: string | null; told: string | undefined }> {
      await arriveAt(demo.broker, '.scene', step);
      const title = await page.textContent('h1');
      await page.click('.card .button:is([href$="/back"], [href$="/not-available"])');
      await arriveAt(demo.originOf(supplier), '#refusal', `${supplier}-refused`);
      return { title, told: (await table(page, '#refusal'))['error'] };
    },
  };
}

export interface DemoClaims {
  readonly userinfo: Readonly<Record<string, string>>;
  readonly idToken: Readonly<Record<string, string>>;
}

async function table(page: Page, selector: string): Promise<Readonly<Record<string, string>>> {
  const cells = await page.locator(`${selector} td[data-claim]`).all();
  const entries = cells.map(async (cell) => [
    (await cell.getAttribute('data-claim')) ?? '',
    (await cell.textContent()) ?? '',
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Whatever the demo's schools know of somebody. */
export function valuesOf(person: DemoPerson): readonly string[] {
  const { givenName, middleName, familyName, birthDate, pupilNumber, eckId, groups } = person;
  const perhaps = [middleName, birthDate, pupilNumber, eckId].filter((value) => value !== undefined);
  return [givenName, familyName, `${person.id}.${familyName}`, ...perhaps, ...groups];
}
