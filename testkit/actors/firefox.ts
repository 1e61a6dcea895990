import { launch, type Page } from 'puppeteer-core';
import { createVisitor, type RealBrowser, type Visitor } from './visitor.ts';

/** The Firefox of the system, by WebDriver BiDi. */
export async function startFirefox(): Promise<RealBrowser> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
  });
  return {
    async visit(story) {
      const context = await browser.createBrowserContext();
      try {
        await story(visitorAt(await context.newPage()));
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}

function visitorAt(page: Page): Visitor {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  return createVisitor({
    // its own way waits for a page that a script may leave at once
    go: (address) => page.evaluate((to) => void location.assign(to), address),
    click: (selector) => page.click(selector),
    textOf: (selector) => page.$eval(selector, (element) => element.textContent),
    attributeOf: (selector, name) =>
      page.$eval(selector, (element, attribute) => element.getAttribute(attribute), name),
    where: () => page.evaluate(() => location.href),
    // where no app is, Firefox stays where it is and tells nobody; what it forbids it complains of
    async tryApp(selector) {
      const shown = page.url();
      await page.click(selector);
      const now = await page.evaluate(() => location.href);
      const forbidden = complaints.filter((complaint) => complaint.includes('Content-Security-Policy'));
      if (now !== shown || forbidden.length > 0) throw new Error([now, ...forbidden].join('\n'));
    },
  });
}
