import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { listenForComplaints } from '../../testkit/actors/chromium.ts';
import { holdsWord } from './holds-word.ts';
import { takeShots } from './shots.ts';

/** One person's way through the pages of several sites, in a browser of their own. */
export interface Journey {
  readonly page: Page;
  readonly language: 'nl' | 'en';
  /**
   * Waits for the page of this origin that shows what the selector names, and keeps a picture of it under the name
   * of the step when pictures are wanted.
   */
  arriveAt(origin: string, shows: string, step: string): Promise<void>;
  /** Origins of everything that was asked for since the last call. */
  originsSince(): readonly string[];
}

export interface JourneyOptions {
  /** Names the folder of the pictures. */
  readonly story: string;
  readonly language?: 'nl' | 'en';
  /** Values of attributes of whoever travels: none of them may be in an address. */
  readonly attributeValues: readonly string[];
  /** Somebody else's software that has no `/favicon.ico`, which Chromium asks for: the one thing to be ignored. */
  readonly originsWithoutIcon?: readonly string[];
}

/**
 * Tells a story in real Chromium. Fails when any page complained (violations of its Content-Security-Policy
 * included), asked another machine for anything, or had an attribute value in its address.
 */
export async function travel(
  browser: Browser,
  { story, language = 'nl', attributeValues, originsWithoutIcon = [] }: JourneyOptions,
  tell: (journey: Journey) => Promise<void>,
): Promise<void> {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const complaints = listenForComplaints(page);
    const addresses: string[] = [];
    const documents: string[] = [];
    context.on('request', (request) => {
      addresses.push(request.url());
      if (request.isNavigationRequest()) documents.push(request.url());
    });
    let [told, steps] = [0, 0];
    await tell({
      page,
      language,
      async arriveAt(origin, shows, step) {
        await untilAt(page, origin, shows);
        steps += 1;
        await takeShots(page, { story, step: `${String(steps).padStart(2, '0')}-${step}-${language}` });
      },
      originsSince() {
        const since = addresses.slice(told).filter(isOfTheNetwork);
        told = addresses.length;
        return [...new Set(since.map((address) => new URL(address).origin))];
      },
    });
    const expected = new Set([...documents, ...originsWithoutIcon.map((origin) => `${origin}/favicon.ico`)]);
    expect(complaints.filter((complaint) => !expected.has(notLoaded(complaint) ?? ''))).toEqual([]);
    expect(addresses.filter(isOnAnotherMachine)).toEqual([]);
    expect(addresses.filter((address) => attributeValues.some((value) => holdsWord(address, value)))).toEqual(
      [],
    );
  } finally {
    await context.close();
  }
}

async function untilAt(page: Page, origin: string, shows: string): Promise<void> {
  try {
    await page.waitForSelector(shows, { timeout: 30_000 });
    await page.waitForLoadState('networkidle');
    expect(new URL(page.url()).origin).toBe(origin);
  } catch (cause) {
    const shown = (await page.innerText('body')).slice(0, 1000);
    const wanted = `${shows} at ${origin}`;
    throw new Error(`instead of ${wanted} the browser is at ${page.url()}, which says:\n${shown}`, { cause });
  }
}

/** Chromium also reports a whole page that comes with a status of 400 or more, such as a refusal: the story reads that page. */
function notLoaded(complaint: string): string | undefined {
  return /^Failed to load resource: the server responded with a status of 4.*\((\S+)\)$/.exec(complaint)?.[1];
}

function isOfTheNetwork(address: string): boolean {
  return !address.startsWith('data:') && !address.startsWith('about:');
}

function isOnAnotherMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return isOfTheNetwork(address) && hostname !== 'localhost' && !/^127(?:\.\d+){3}$/.test(hostname);
}
