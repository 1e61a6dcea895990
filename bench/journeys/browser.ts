import type { Answer, Headers, Http } from './http.ts';

const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';

/**
 * As much of a browser as a login needs: it keeps the cookies of the measured program, each for its path, and goes
 * where it is sent when it is told to.
 */
export interface Browser {
  /** Where the page sends the browser. Throws when it sends it nowhere. */
  follow(url: string): Promise<string>;
  /** A page, or with `X-Fragment` a part of one. Throws when it is none. */
  read(url: string, headers?: Headers): Promise<string>;
  /** A form that another site lets the browser post: no cookie comes along. */
  postFromOtherSite(url: string, fields: Headers): Promise<string>;
}

/** `address` is where the device is, as a reverse proxy tells it. */
export function createBrowser(http: Http, address: string): Browser {
  const always = { accept, 'x-forwarded-for': address };
  const cookies = new Map<string, { readonly value: string; readonly path: string }>();

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    if (value === '') cookies.delete(name + path);
    else cookies.set(name + path, { value: `${name}=${value}`, path });
  }
  function cookiesFor(url: string): Headers {
    const { pathname } = new URL(url);
    const fitting = [...cookies.values()].filter(({ path }) => pathname.startsWith(path));
    return fitting.length === 0 ? {} : { cookie: fitting.map(({ value }) => value).join('; ') };
  }
  function destination(url: string, { status, headers, body }: Answer): string {
    headers['set-cookie']?.forEach(keep);
    if (headers.location !== undefined) return new URL(headers.location, url).href;
    throw new Error(`${url.split('?')[0]} answered ${status} instead of sending on: ${firstHeading(body)}`);
  }

  return {
    follow: async (url) => destination(url, await http.get(url, { ...always, ...cookiesFor(url) })),
    async read(url, headers = {}) {
      const { status, body } = await http.get(url, { ...always, ...cookiesFor(url), ...headers });
      if (status !== 200) throw new Error(`${url.split('?')[0]} answered ${status}: ${firstHeading(body)}`);
      return body;
    },
    postFromOtherSite: async (url, fields) =>
      destination(url, await http.post(url, fields, { ...always, 'sec-fetch-site': 'cross-site' })),
  };
}

function firstHeading(html: string): string {
  return /<h1[^>]*>([^<]*)/.exec(html)?.[1]?.trim() ?? html.slice(0, 200);
}
