import express, { type Express } from 'express';

/** Express without what it adds to answers by itself, and with the proxies whose headers it may believe. */
export function createHttpApp({ trustedProxies }: { readonly trustedProxies: readonly string[] }): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies.length > 0 ? [...trustedProxies] : false);
  return app;
}
