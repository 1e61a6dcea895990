import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { withoutErrorIds } from '../../../testkit/pages/printed.ts';
import { accessibilityFaults, layoutFaults } from '../page-faults.ts';
import type { SupplierServer } from '../../../testkit/actors/supplier-server.ts';
import type { StoryWorld } from './story-world.ts';
import { watch } from './watched-browser.ts';

export interface Variant {
  readonly language: 'nl' | 'en';
  readonly width: number;
}

/** A telephone in Dutch, a desk in English. */
export const variants: readonly Variant[] = [
  { language: 'nl', width: 390 },
  { language: 'en', width: 1280 },
];

export interface StoryOptions extends Variant {
  /** Names the folder of the pictures. */
  readonly name: string;
  readonly context?: BrowserContextOptions;
}

/** One person's way through the pages of schools, suppliers and the broker, in a browser of their own. */
export interface Story {
  readonly page: Page;
  readonly language: 'nl' | 'en';
  /** The text in the language of this story. */
  say(dutch: string, english: string): string;
  /** A second tab of the same browser. */
  newTab(): Promise<Page>;
  /** Waits for the broker's page with this heading and looks at it closely; a picture is kept when pictures are wanted. */
  seeBroker(heading: string, at?: { readonly tab?: Page; readonly language?: 'nl' | 'en' }): Promise<void>;
  /** Waits for the supplier's page that shows what came. */
  seeReceived(supplier: SupplierServer, page?: Page): Promise<void>;
}

/** Tells a story in real Chromium, and fails when anything on its way is not as it has to be. */
export async function tell(
  browser: Browser,
  { world }: StoryWorld,
  { name, language, width, context: wishes }: StoryOptions,
  story: (story: Story) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    viewport: { width, height: 800 },
    ...wishes,
  });
  context.setDefaultTimeout(20_000);
  const watched = watch(context, [world.entra.origin]);
  let pictures = 0;
  try {
    const first = await context.newPage();
    await story({
      page: first,
      language,
      say: (dutch, english) => (language === 'nl' ? dutch : english),
      newTab: () => context.newPage(),
      async seeBroker(heading, at = {}) {
        const page = at.tab ?? first;
        await waitFor(page, world.issuer, `html[lang=${at.language ?? language}] h1:text-is("${heading}")`);
        pictures += 1;
        await takePicture(page, [
          name,
          `${String(pictures).padStart(2, '0')}-${language}-${String(width)}.png`,
        ]);
        await lookClosely(page, wishes?.javaScriptEnabled ?? true);
      },
      async seeReceived(supplier, page = first) {
        await waitFor(page, supplier.origin, '#received');
      },
    });
    watched.expectNothingWrong();
  } finally {
    await context.close();
  }
}

/** Says where the browser is instead when the page does not come. */
async function waitFor(page: Page, origin: string, shows: string): Promise<void> {
  try {
    await page.waitForSelector(shows);
    expect(new URL(page.url()).origin).toBe(origin);
  } catch (cause) {
    const shown = (await page.innerText('body')).slice(0, 1000);
    throw new Error(`no ${shows} at ${origin} but ${page.url()}, which says:\n${shown}`, { cause });
  }
}

/** Pages that were looked at, by all of their markup except the names of logins and errors, and their width. */
const lookedAt = new Set<string>();

async function lookClosely(page: Page, scripts: boolean): Promise<void> {
  const markup = withoutErrorIds(await page.content())
    .replaceAll(/\/login\/[\w-]+/g, '/login/…')
    .replaceAll(/<code>.*?<\/code>|value="[^"]{20,}"/g, '…');
  const seen = `${String(page.viewportSize()?.width)} ${markup}`;
  if (lookedAt.has(seen)) return;
  const heading = await page.textContent('h1');
  const accessibility = scripts ? await accessibilityFaults(page) : await accessibilityOfCopy(page);
  const faults = [...accessibility, ...(await layoutFaults(page))];
  expect({ heading, faults }).toEqual({ heading, faults: [] });
  lookedAt.add(seen);
}

/** Axe is a script itself: where a story has scripts off, it looks at the same page in a browser that has them. */
async function accessibilityOfCopy(page: Page): Promise<readonly string[]> {
  const body = await page.content();
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() });
  if (context === undefined) throw new TypeError('the story has no browser of its own');
  try {
    await context.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await context.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body }));
    const copy = await context.newPage();
    await copy.goto(page.url());
    return await accessibilityFaults(copy);
  } finally {
    await context.close();
  }
}

const folder = process.env['SLUIS_TEST_SHOTS'] ?? '';

async function takePicture(page: Page, path: readonly string[]): Promise<void> {
  if (folder !== '') await page.screenshot({ path: join(folder, 'stories', ...path), fullPage: true });
}
