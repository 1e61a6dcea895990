import { chromium, type Browser, type Page } from 'playwright-core';
import { createVisitor, type RealBrowser, type Visitor } from './visitor.ts';

/** The Chromium of the system, without anything that talks to the world by itself. `textPercent`: as somebody set the size of text. */
export function launchChromium({
  textPercent = 100,
}: { readonly textPercent?: number } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--blink-settings=defaultFontSize=${String((16 * textPercent) / 100)}`,
    ],
  });
}

/** The same, for stories that are told in other browsers as well. */
export async function startChromium(): Promise<RealBrowser> {
  const browser = await launchChromium();
  return {
    async visit(story) {
      const context = await browser.newContext();
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
  return createVisitor({
    go: async (address) => void (await page.goto(address, { waitUntil: 'commit' })),
    click: (selector) => page.click(selector, { noWaitAfter: true }),
    textOf: (selector) => page.innerText(selector, { timeout: 1_000 }),
    attributeOf: (selector, name) => page.getAttribute(selector, name),
    where: () => Promise.resolve(page.url()),
    async tryApp(selector, address) {
      await Promise.all([page.waitForRequest(address), page.click(selector, { noWaitAfter: true })]);
    },
  });
}

/** Everything that a page complained about since it was opened, violations of its security policy included. */
export function listenForComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A picture that was still on its way when the visit went on to the next page.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${reason}`);
  });
  return complaints;
}
