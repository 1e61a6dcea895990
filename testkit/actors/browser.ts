import { CookieJar } from 'tough-cookie';

export interface Arrived {
  readonly url: URL;
  /** 0 when the address lies outside the world and was not visited. */
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/**
 * A browser without screen: keeps cookies with their SameSite rules, follows redirects as long as they stay in the
 * world, and stops at the door of every other origin.
 */
export interface Browser {
  go(url: string, headers?: Readonly<Record<string, string>>): Promise<Arrived>;
  /** A form that another site lets the browser post: no Lax cookie comes along. */
  postFromOtherSite(url: string, fields: Readonly<Record<string, string>>): Promise<Arrived>;
  /** A form of the site itself. */
  post(url: string, fields: Readonly<Record<string, string>>): Promise<Arrived>;
  readonly cookies: CookieJar;
}

const mostRedirects = 20;

export function createBrowser(isInWorld: (url: URL) => boolean): Browser {
  const cookies = new CookieJar();

  async function request(url: URL, init: RequestInit, withCookies: boolean): Promise<Arrived> {
    let [at, next, sendCookies] = [url, init, withCookies];
    for (let count = 0; count < mostRedirects; count += 1) {
      if (!isInWorld(at)) return { url: at, status: 0, body: '', headers: new Headers() };
      const cookie = sendCookies ? await cookies.getCookieString(at.href) : '';
      const headers = {
        ...Object.fromEntries(new Headers(next.headers)),
        ...(cookie === '' ? {} : { cookie }),
      };
      const response = await fetch(at, {
        ...next,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(15_000),
      });
      for (const line of response.headers.getSetCookie()) await cookies.setCookie(line, at.href);
      const body = await response.text();
      const location = response.headers.get('location');
      if (location === null) return { url: at, status: response.status, body, headers: response.headers };
      at = new URL(location, at);
      // after a redirect to a GET the navigation is top level, and Lax cookies come along again
      next = { headers: { accept: 'text/html' } };
      sendCookies = true;
    }
    throw new Error(`more than ${String(mostRedirects)} redirects, last to ${at.href}`);
  }
  const form = (
    fields: Readonly<Record<string, string>>,
    site: 'cross-site' | 'same-origin',
  ): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { accept: 'text/html', 'sec-fetch-site': site },
  });

  return {
    cookies,
    go: (url, headers) => request(new URL(url), { headers: { accept: 'text/html', ...headers } }, true),
    postFromOtherSite: (url, fields) => request(new URL(url), form(fields, 'cross-site'), false),
    post: (url, fields) => request(new URL(url), form(fields, 'same-origin'), true),
  };
}

/** The hidden fields and the address of the first form on a page. */
export function firstForm(html: string): {
  readonly action: string;
  readonly fields: Record<string, string>;
} {
  const form = /<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(html);
  const fields: Record<string, string> = {};
  for (const input of (form?.[2] ?? '').matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input[0])?.[1];
    if (name !== undefined) fields[name] = unescaped(/value="([^"]*)"/.exec(input[0])?.[1] ?? '');
  }
  return { action: unescaped(form?.[1] ?? ''), fields };
}

/** Text of a page without its character references. */
export function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
