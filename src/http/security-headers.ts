import type { RequestHandler } from 'express';
import type { ServerResponse } from 'node:http';
import { webAddress } from '../domain/web-address.ts';

/** The policy of every page: nothing from elsewhere, nothing inline, no frames, and forms to us alone. */
export function contentSecurityPolicy(formAction = "'self'"): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/**
 * For a page whose only form goes to this registered address. Browsers hold `form-action` against every redirect that
 * follows a post, and only who gets the form knows where it sends the browser on: so any https address is allowed, and on
 * loopback any http address. Throws for what is no web address.
 */
export function letFormGoOut(response: ServerResponse, action: string): void {
  const address = webAddress(action);
  if (address === undefined) throw new TypeError('a form goes to a web address only');
  const formAction = address.protocol === 'https:' ? 'https:' : 'https: http:';
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(formAction));
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
