import type { Request, RequestHandler } from 'express';
import { SluisError } from '../domain/errors.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that change something when another site made the browser send them (CSRF): with
 * `http.cross_site`. Exempt are only routes that are meant for it and prove themselves otherwise, such as the
 * SAML assertion consumer; `exempt` gets the path.
 */
export function createSameSitePosts(options: {
  readonly origin: string;
  readonly exempt: (path: string) => boolean;
}): RequestHandler {
  return (request, _response, next) => {
    if (safeMethods.has(request.method) || options.exempt(request.path) || isOwn(request, options.origin)) {
      next();
    } else next(new SluisError('http.cross_site', 'a post came from another site'));
  };
}

/** Browsers that do not say `Sec-Fetch-Site` do send `Origin` with a post; a request with neither is refused. */
function isOwn(request: Request, origin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined ? request.headers.origin === origin : site === 'same-origin';
}
