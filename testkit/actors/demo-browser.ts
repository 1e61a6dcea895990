import { CookieJar } from 'tough-cookie';

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

const maximumRedirects = 15;

/** A browser without a screen: cookies per host, redirects, no scripts. `stopAt` keeps it from leaving for an origin. */
export function createBrowser(stopAt?: string): Browser {
  const jar = new CookieJar();
  const go = async (url: string, fields?: Readonly<Record<string, string>>): Promise<Shown> => {
    let next = { url, fields };
    for (let count = 0; count < maximumRedirects; count += 1) {
      if (stopAt !== undefined && next.url.startsWith(stopAt)) return { url: next.url, status: 0, text: '' };
      const response = await fetch(next.url, {
        redirect: 'manual',
        headers: { cookie: await jar.getCookieString(next.url) },
        ...(next.fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(next.fields) }),
      });
      for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, next.url);
      const location = response.headers.get('location');
      if (location === null) return { url: next.url, status: response.status, text: await response.text() };
      await response.body?.cancel();
      next = { url: new URL(location, next.url).href, fields: undefined };
    }
    throw new Error(`too many redirects, at ${next.url}`);
  };
  return { open: (url) => go(url), submit: go };
}

/** The hidden fields of a page with one form, and where it goes. */
export function formOf(shown: Shown): { action: string; fields: Record<string, string> } {
  const action = /<form[^>]*action="([^"]*)"/.exec(shown.text)?.[1] ?? '';
  const inputs = shown.text.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g);
  const fields = Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescaped(value)]));
  return { action: new URL(unescaped(action), shown.url).href, fields };
}

export function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
