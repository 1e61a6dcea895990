import { createBrowser as createBrowserIn, firstForm, type Arrived } from './browser.ts';

/** What a browser shows after following redirects. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

export interface Browser {
  open(url: string): Promise<Shown>;
  submit(url: string, fields: Readonly<Record<string, string>>): Promise<Shown>;
}

/** The browser without a screen, for pages of the demo. `stopAt` keeps it from leaving for an origin. */
export function createBrowser(stopAt?: string): Browser {
  const browser = createBrowserIn(({ href }) => stopAt === undefined || !href.startsWith(stopAt));
  const shown = ({ url, status, body }: Arrived): Shown => ({ url: url.href, status, text: body });
  return {
    open: async (url) => shown(await browser.go(url)),
    submit: async (url, fields) => shown(await browser.post(url, fields)),
  };
}

/** The hidden fields of a page with one form, and where it goes. */
export function formOf(shown: Shown): { action: string; fields: Record<string, string> } {
  const { action, fields } = firstForm(shown.text);
  return { action: new URL(action, shown.url).href, fields };
}
