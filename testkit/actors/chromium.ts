import { chromium, type Browser, type Page } from 'playwright-core';

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
