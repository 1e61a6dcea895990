import type { Browser } from './browser.ts';

export interface Answered {
  readonly status: number;
  /** Where the browser is sent; its own address when it is not. */
  readonly to: URL;
  /** Its `Set-Cookie` lines, which the browser has taken. */
  readonly set: readonly string[];
}

/** One request of the browser, with its cookies, and where it is sent; nothing is followed. */
export async function oneRequest(browser: Browser, url: string): Promise<Answered> {
  const cookie = await browser.cookies.getCookieString(url);
  return answered(browser, url, { headers: { accept: 'text/html', cookie } });
}

/** The same for a form that another site lets the browser post: no Lax cookie comes along. */
export async function onePost(
  browser: Browser,
  { action, fields }: { readonly action: string; readonly fields: Readonly<Record<string, string>> },
): Promise<Answered> {
  return answered(browser, action, { method: 'POST', body: new URLSearchParams(fields) });
}

/** A form of the site itself, with the browser's cookies. */
export async function oneOwnPost(
  browser: Browser,
  { action, fields }: { readonly action: string; readonly fields: Readonly<Record<string, string>> },
): Promise<Answered> {
  const cookie = await browser.cookies.getCookieString(action);
  return answered(browser, action, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie },
  });
}

async function answered(browser: Browser, url: string, init: RequestInit): Promise<Answered> {
  const answer = await fetch(url, { ...init, redirect: 'manual' });
  await answer.arrayBuffer();
  const set = answer.headers.getSetCookie();
  for (const line of set) await browser.cookies.setCookie(line, url);
  return { status: answer.status, to: new URL(answer.headers.get('location') ?? '', url), set };
}
