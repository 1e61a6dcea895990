import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';

/** One cookie, declared once by the part that owns it. */
export interface CookieDefinition {
  /** Without prefix: lower-case letters and underscores. */
  readonly name: string;
  /** Absent: gone when the browser closes. */
  readonly maxAgeSeconds?: number;
}

export interface Cookies {
  /** The value as the browser sent it: not believed, only looked at. */
  read(request: Pick<IncomingMessage, 'headers'>, cookie: CookieDefinition): string | undefined;
  set(response: Pick<ServerResponse, 'appendHeader'>, cookie: CookieDefinition, value: string): void;
  clear(response: Pick<ServerResponse, 'appendHeader'>, cookie: CookieDefinition): void;
}

/**
 * Cookies of the broker: HttpOnly, SameSite=Lax, for the whole origin. With `secure` (always, except on plain
 * http for a demo) they carry the `__Host-` prefix (RFC 6265bis section 4.1.3.2), so that neither a
 * neighbouring host nor an unencrypted answer can plant one.
 */
export function createCookies(options: { readonly secure: boolean }): Cookies {
  const nameOf = (cookie: CookieDefinition) => (options.secure ? `__Host-${cookie.name}` : cookie.name);
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secure } as const;
  return {
    read: (request, cookie) => parseCookie(request.headers.cookie ?? '')[nameOf(cookie)],
    set(response, cookie, value) {
      const lifetime = cookie.maxAgeSeconds === undefined ? {} : { maxAge: cookie.maxAgeSeconds };
      const line = stringifySetCookie({ name: nameOf(cookie), value, ...attributes, ...lifetime });
      response.appendHeader('Set-Cookie', line);
    },
    clear(response, cookie) {
      const line = stringifySetCookie({ name: nameOf(cookie), value: '', ...attributes, maxAge: 0 });
      response.appendHeader('Set-Cookie', line);
    },
  };
}
