import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, listenForComplaints } from '../../testkit/actors/chromium.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { accessibilityFaults, brokenWords, layoutFaults } from './page-faults.ts';
import { gallery } from '../../testkit/pages/gallery.ts';
import { startGallery, type GalleryServer } from '../../testkit/pages/gallery-server.ts';

let server: GalleryServer;
let browser: Browser;

beforeAll(async () => {
  server = await startGallery();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Runs one visit in a browser of its own, and expects that no page complained. */
async function visit(
  options: Parameters<Browser['newContext']>[0],
  story: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'nl-NL', ...options });
  try {
    const page = await context.newPage();
    const complaints = listenForComplaints(page);
    await story(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const phone = 390;
const screen = 1280;

/** Axe looks at each page in both languages, widths and colors, in pairs: colors do not depend on the language. */
describe.each([
  ['nl', phone, 'light'],
  ['en', screen, 'dark'],
] as const)('the gallery in %s, %i pixels wide, %s,', (language, looked, colorScheme) => {
  it('every page passes axe, fits, and has targets for small fingers', { timeout: 240_000 }, async () => {
    await visit({ colorScheme }, async (page) => {
      // Otherwise the page that sends people on would be gone before it was looked at.
      await page.route('**/auto-submit.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: '' }),
      );
      for (const { name } of gallery) {
        await page.goto(`${server.origin}/gallery/${name}?lang=${language}`);
        for (const width of [phone, screen]) {
          await page.setViewportSize({ width, height: 844 });
          const faults = [
            ...(await layoutFaults(page)),
            ...(width === looked ? await accessibilityFaults(page) : []),
          ];
          expect({ name, width, faults }).toEqual({ name, width, faults: [] });
        }
        expect(await page.getAttribute('html', 'lang')).toBe(language);
      }
    });
  });
});

it('every page fits on a screen of 320 pixels and when zoomed to 400 %', { timeout: 120_000 }, async () => {
  await visit({ viewport: { width: 320, height: 256 }, javaScriptEnabled: false }, async (page) => {
    for (const { name } of gallery) {
      await page.goto(`${server.origin}/gallery/${name}`);
      expect({ name, faults: await layoutFaults(page) }).toEqual({ name, faults: [] });
    }
  });
});

describe('with text at 200 %', () => {
  let large: Browser;
  beforeAll(async () => {
    large = await launchChromium({ textPercent: 200 });
  });
  afterAll(() => large.close());

  it.each(['nl', 'en'])(
    'no page in %s breaks a word or sticks out',
    { timeout: 120_000 },
    async (language) => {
      const context = await large.newContext({ javaScriptEnabled: false });
      try {
        const page = await context.newPage();
        await page.goto(`${server.origin}/gallery/home`);
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
        for (const { name } of gallery) {
          await page.goto(`${server.origin}/gallery/${name}?lang=${language}`);
          for (const width of [390, 1280]) {
            await page.setViewportSize({ width, height: 900 });
            const faults = [...(await layoutFaults(page)), ...(await brokenWords(page))];
            expect({ name, width, faults }).toEqual({ name, width, faults: [] });
          }
        }
      } finally {
        await context.close();
      }
    },
  );
});

describe('on a screen of 640 × 450, as 1280 × 900 is at 200 %', () => {
  it.each([
    'choose-school',
    'choose-school-remembered',
    'choose-school-failed',
    'choose-school-not-taking-part',
    'choose-school-only-not-taking-part',
  ])('the first school is whole without scrolling: %s', async (name) => {
    await visit({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, async (page) => {
      for (const language of ['nl', 'en']) {
        await page.goto(`${server.origin}/gallery/${name}?lang=${language}`);
        const school = await page.locator('.choice').first().boundingBox();
        expect((school?.y ?? 0) + (school?.height ?? Infinity)).toBeLessThanOrEqual(450);
        expect(await page.evaluate(() => window.scrollY)).toBe(0);
      }
    });
  });
});

describe('choosing a school', () => {
  it('works with the keyboard alone, and says what was found', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.focus('#q');
      await page.keyboard.type('regenb');
      await eventually(async () => {
        expect(await page.textContent('#announcement')).toBe('2 scholen gevonden');
      });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/chosen\?school=school-06ff$/);
    });
  });

  it('shows hostile input as text, also while typing', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.fill('#q', '<img src=x onerror=alert(1)>');
      await eventually(async () => {
        expect(await page.textContent('#results')).toContain('“<img src=x onerror=alert(1)>”');
      });
      expect(await page.locator('#results img').count()).toBe(0);
    });
  });

  it('keeps the search when somebody comes back', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.fill('#q', 'lyceum');
      await eventually(async () => {
        expect(await page.locator('#results .choice').count()).toBe(1);
      });
      await page.click('text=Montessorilyceum');
      await page.waitForURL(/chosen/);
      await page.goBack();
      expect(await page.inputValue('#q')).toBe('lyceum');
      expect(await page.locator('#results .choice').count()).toBe(1);
    });
  });

  it('keeps the focus in the field after Enter, with script and without', async () => {
    for (const javaScriptEnabled of [true, false]) {
      await visit({ javaScriptEnabled }, async (page) => {
        await page.goto(`${server.origin}/choose`);
        await page.focus('#q');
        await page.keyboard.type('lyceum');
        await page.keyboard.press('Enter');
        await page.waitForURL(/\?q=lyceum$/);
        await page.locator('#results .choice').first().waitFor();
        expect(await page.locator('#results .choice').count()).toBe(1);
        expect(await page.locator('#q:focus').count()).toBe(1);
        await page.keyboard.type('x');
        expect(await page.inputValue('#q')).toMatch(/x/);
      });
    }
  });

  it('asks for a whole page on Enter when the list cannot be had', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.evaluate(() => {
        window.fetch = () => Promise.reject(new Error('no connection'));
      });
      await page.focus('#q');
      await page.keyboard.type('lyceum');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\?q=lyceum$/);
      expect(await page.locator('#results .choice').count()).toBe(1);
    });
  });

  it('finds a school that does not take part, announces that, and says who can put it right', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.fill('#q', '07gg');
      await eventually(async () => {
        expect(await page.textContent('#announcement')).toContain(
          '1 school gevonden, maar die doet niet mee',
        );
      });
      expect(await page.innerText('#results .choice')).toContain('De school kan dat regelen.');
    });
  });

  it('works without script', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.fill('#q', 'nergens');
      await page.click('button[type=submit]');
      await page.click('text=Het Kleurpotlood');
      await page.waitForURL(/\/chosen\?school=school-02bb$/);
    });
  });

  it('changes language without losing the search', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose?q=lyceum`);
      await page.click('text=English');
      await page.waitForURL(/lang=en/);
      expect(await page.inputValue('#q')).toBe('lyceum');
      expect(await page.textContent('h1')).toBe('Choose your school');
    });
  });
});

describe('changing the language of the chooser', () => {
  it('keeps what was typed, searched for or not yet', async () => {
    await visit({}, async (page) => {
      await page.goto(`${server.origin}/choose`);
      await page.fill('#q', 'lyceum');
      await page.click('text=English');
      await page.waitForURL(/lang=en/);
      expect(await page.inputValue('#q')).toBe('lyceum');
      await page.fill('#q', 'nergens');
      await eventually(async () => {
        expect(await page.textContent('#announcement')).toBe('2 schools found');
      });
      await page.fill('#q', 'nergensh');
      await page.click('text=Nederlands');
      await page.waitForURL(/lang=nl/);
      expect(await page.inputValue('#q')).toBe('nergensh');
      expect(await page.textContent('.count')).toBe('2 scholen gevonden');
    });
  });
});

describe.each([
  ['to a school', 'send-to-school', 'http://127.0.0.3:4999/sso', 'SAMLRequest=PHg%2B&RelayState=abc'],
  ['to a supplier', 'callback-form', 'http://127.0.0.2:4000/callback', 'code=x%2By&state=abc'],
])('going %s by a form', (_whom, name, address, form) => {
  /** Stands in for whoever gets it, and keeps what was posted. */
  async function receivePosts(page: Page): Promise<readonly string[]> {
    const posts: string[] = [];
    await page.route(address, (route) => {
      posts.push(route.request().postData() ?? '');
      return route.fulfill({
        status: 200,
        contentType: 'text/html',
        body: '<link rel="icon" href="data:,"><h1>Somebody else</h1>',
      });
    });
    return posts;
  }

  it('happens by itself, and not again when somebody comes back', async () => {
    await visit({}, async (page) => {
      const posts = await receivePosts(page);
      await page.goto(`${server.origin}/choose`);
      await page.goto(`${server.origin}/gallery/${name}`);
      await page.waitForURL(address);
      await page.goBack();
      await page.waitForURL(`${server.origin}/**`);
      await page.goto(`${server.origin}/choose`);
      expect(posts).toEqual([form]);
    });
  });

  it('happens by the button without script', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      const posts = await receivePosts(page);
      await page.goto(`${server.origin}/gallery/${name}`);
      await page.click('button');
      await page.waitForURL(address);
      expect(posts).toEqual([form]);
    });
  });
});
