import type { RequestHandler } from 'express';
import type { ServerResponse } from 'node:http';

/** Scheme, host, port: nothing that could end a directive or widen it (`;`, `,`, `*`, spaces). */
const originShape = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?$/;

/**
 * The policy of every page: nothing from elsewhere, nothing inline, no frames. `formTargets` are the origins,
 * besides our own, that a form on this page may post to; Chromium holds redirects after a post to it as well.
 */
export function contentSecurityPolicy(formTargets: readonly string[] = []): string {
  const targets = formTargets.map((target) => {
    const { origin } = new URL(target);
    if (!originShape.test(origin)) throw new TypeError('a form target must be the address of one web server');
    return origin;
  });
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...targets].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Lets the page that is about to be sent post a form to these addresses too: a school's IdP, by the POST binding. */
export function allowFormTargets(response: ServerResponse, targets: readonly string[]): void {
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(targets));
}

/**
 * For a page of ours on which something is pressed: a window that opened it can do nothing with it (HTML standard, 7.1.3). On any
 * other answer it would part the two for ever, and a service that signs people in by a window of its own waits there for
 * `window.opener`: redirects leave it alone, and so does the form that goes on to a school by itself.
 */
export function keepOpenersOut(response: ServerResponse): void {
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/**
 * Sets the headers of every answer. `Referrer-Policy` is `same-origin`, not `no-referrer`: outsiders learn as
 * little, and browsers without `Sec-Fetch-Site` keep sending a usable `Origin` with our own forms.
 */
export function createSecurityHeaders(options: { readonly https: boolean }): RequestHandler {
  const headers = new Map([
    ['Content-Security-Policy', contentSecurityPolicy()],
    ['Referrer-Policy', 'same-origin'],
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ['Cache-Control', 'no-store'],
  ]);
  if (options.https) headers.set('Strict-Transport-Security', 'max-age=63072000');
  return (_request, response, next) => {
    response.setHeaders(headers);
    next();
  };
}
