import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../testkit/actors/chromium.ts';
import { openWorldWithSuppliers, type WorldWithSuppliers } from './world-with-suppliers.ts';

/* A service that signs people in by a window of its own, which reports to the one that opened it. */

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

/** The window that the service opens for a sign-in with these parameters. */
async function openWindow(page: Page, parameters: Readonly<Record<string, string>>): Promise<Page> {
  await page.goto(open.reader.origin);
  const opened = page.waitForEvent('popup');
  await page.evaluate(
    (address) => {
      window.open(address, 'sign-in', 'width=500,height=700');
    },
    `/login?${new URLSearchParams(parameters).toString()}`,
  );
  return opened;
}

const knowsWhoOpenedIt = (page: Page) => page.evaluate(() => window.opener !== null);

describe('a window in which somebody signs in', () => {
  it('can report to the one that opened it, after all redirects of a sign-in', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    open.world.entra.signInAs('vera');
    for (const visit of ['first', 'single sign-on']) {
      const window = await openWindow(page, { login_hint: 'school:de-kade' });
      await window.waitForURL(`${open.reader.origin}/callback?**`);
      expect(open.reader.lastReceived().userinfo, visit).toHaveProperty('given_name', 'Vera');
      expect(await knowsWhoOpenedIt(window), visit).toBe(true);
      await window.close();
    }
    await context.close();
  });

  it('is out of reach for it while a page of ours asks something', async () => {
    const context = await browser.newContext();
    const window = await openWindow(await context.newPage(), {});
    await window.waitForSelector('#q');
    expect(new URL(window.url()).origin).toBe(open.world.issuer);
    expect(await knowsWhoOpenedIt(window)).toBe(false);
    await context.close();
  });
});
