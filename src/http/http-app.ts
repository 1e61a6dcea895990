import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';

/** One line of a table of routes. Without an address it meets every request that came so far. */
export type RouteEntry =
  | { readonly every: RequestHandler | ErrorRequestHandler }
  | { readonly below: string; readonly answer: Router }
  | { readonly get: string; readonly answer: RequestHandler }
  | { readonly all: readonly string[]; readonly answer: RequestHandler };

/**
 * Express with these routes, in this order, without what it adds to answers by itself, and with the proxies whose
 * headers it may believe.
 */
export function createHttpApp({
  trustedProxies,
  routes,
}: {
  readonly trustedProxies: readonly string[];
  readonly routes: readonly RouteEntry[];
}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies.length > 0 ? [...trustedProxies] : false);
  for (const entry of routes) {
    if ('every' in entry) app.use(entry.every);
    else if ('below' in entry) app.use(entry.below, entry.answer);
    else if ('get' in entry) app.get(entry.get, entry.answer);
    else app.all([...entry.all], entry.answer);
  }
  return app;
}
