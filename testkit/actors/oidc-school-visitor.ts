import { CookieJar } from 'tough-cookie';

/** A browser that does nothing but follow redirects and keep cookies. */
export interface Visitor {
  /** Goes to `url` and on, until it is sent to an address that begins with `home`: that address, not visited. */
  visit(url: string, home: string): Promise<URL>;
}

export function createVisitor(): Visitor {
  const cookies = new CookieJar();
  return {
    async visit(url, home) {
      let at = url;
      for (let steps = 0; steps < 10 && !at.startsWith(home); steps += 1) at = await step(cookies, at);
      if (!at.startsWith(home)) throw new Error(`went on and on, last at ${at}`);
      return new URL(at);
    },
  };
}

async function step(cookies: CookieJar, url: string): Promise<string> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: await cookies.getCookieString(url) },
    signal: AbortSignal.timeout(10_000),
  });
  for (const cookie of response.headers.getSetCookie()) await cookies.setCookie(cookie, url);
  const location = response.headers.get('location');
  if (location === null) {
    throw new Error(`stranded with ${String(response.status)}: ${await response.text()}`);
  }
  await response.body?.cancel();
  return new URL(location, url).href;
}
