import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../testkit/actors/chromium.ts';
import { travel, type Journey, type JourneyOptions } from './journey.ts';
import { openWorldWithSuppliers, type WorldWithSuppliers } from './world-with-suppliers.ts';

const attributeValues = ['Vera', 'Verzonnen', 'vera@kade.example', 'oid-vera'];

let browser: Browser;
let open: WorldWithSuppliers;

beforeAll(async () => {
  browser = await launchChromium();
  open = await openWorldWithSuppliers({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await open.close();
  await browser.close();
});

function travelling(story: string, language: 'nl' | 'en'): JourneyOptions {
  return { story, language, attributeValues, originsWithoutIcon: [open.world.entra.origin] };
}

async function signInForTheReader({ page, arriveAt }: Journey): Promise<void> {
  await page.goto(open.reader.origin);
  await page.click('#login');
  await arriveAt(open.world.issuer, '#q', 'choose-school');
  await page.fill('#q', 'edam');
  await page.click('#results .choice:has-text("College De Kade")');
  await arriveAt(open.world.entra.origin, 'input[name=login]', 'school');
  await page.fill('input[name=login]', 'vera');
  await page.press('input[name=login]', 'Enter');
  await arriveAt(open.reader.origin, '#received', 'reader');
}

describe('a pupil of a school with OpenID Connect in the shape of Entra ID', () => {
  it('is refused by a service that the school did not switch on', { timeout: 120_000 }, async () => {
    await travel(browser, travelling('entra refused', 'nl'), async (journey) => {
      await signInForTheReader(journey);
      await journey.page.goto(open.practice.origin);
      await journey.page.click('#login');
      await journey.arriveAt(open.world.issuer, 'text=Terug naar', 'not-switched-on');
      expect(await journey.page.textContent('h1')).toBe('Je school heeft Rekenrijk Oefenen niet aangezet');
      await journey.page.click('text=Terug naar Rekenrijk Oefenen');
      await journey.arriveAt(open.practice.origin, '#received', 'practice');
      expect(open.practice.inbox.at(-1)).toMatchObject({ error: 'access_denied' });
    });
  });

  it('comes to the reader, and on to the practice tool by single sign-on', { timeout: 120_000 }, async () => {
    await open.setPolicy('de-kade', 'rekenrijk-practice', ['given_name']);
    await travel(browser, travelling('entra', 'en'), async (journey) => {
      await signInForTheReader(journey);
      const atReader = open.reader.lastReceived();
      expect(atReader.userinfo).toEqual({ sub: atReader.idToken['sub'], given_name: 'Vera' });
      expect(journey.originsSince()).toContain(open.world.entra.origin);

      await journey.page.goto(open.practice.origin);
      await journey.page.click('#login');
      await journey.arriveAt(open.practice.origin, '#received', 'practice');
      expect(journey.originsSince()).toEqual([open.practice.origin, open.world.issuer]);
      const atPractice = open.practice.lastReceived();
      expect(atPractice.userinfo).toEqual({ sub: atPractice.idToken['sub'], given_name: 'V.' });
      expect(atPractice.idToken['sub']).not.toBe(atReader.idToken['sub']);
    });
  });
});
