import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { freePort } from '../../machine/free-port.ts';
import { listenOn } from '../../machine/listener.ts';

/** What the operator gave the supplier. */
export interface Registration {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A supplier's website that signs people in with a library that nobody here wrote. */
export interface SupplierSite {
  readonly origin: string;
  /** To be registered before somebody comes. */
  readonly redirectUri: string;
  /** Begins a sign-in, which ends at a page with what the site learned, as JSON, or with the error of the library. */
  readonly startUrl: string;
  stop(): Promise<void>;
}

type Addresses = Pick<SupplierSite, 'origin' | 'redirectUri'>;

export interface SiteOptions {
  /** A loopback address of its own: another site than the broker's, and than other suppliers'. */
  readonly host: string;
  readonly callbackPath?: string;
  readonly install: (app: Express, addresses: Addresses) => Promise<void> | void;
}

export async function openSite({
  host,
  callbackPath = '/callback',
  install,
}: SiteOptions): Promise<SupplierSite> {
  const port = await freePort();
  const origin = `http://${host}:${String(port)}`;
  const redirectUri = `${origin}${callbackPath}`;
  const app = express();
  await install(app, { origin, redirectUri });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(500).type('text').send(inWords(error));
  });
  const server = await listenOn(host, app, port);
  return { origin, redirectUri, startUrl: `${origin}/login`, stop: () => server.close() };
}

/** All that a library says of an error: what a supplier finds in its log. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const told = ['code', 'error', 'error_description'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? [`${name}: ${value}`] : [];
  });
  const cause = causeOf(error);
  const below = cause instanceof Error ? [inWords(cause)] : [];
  return [`${error.name}: ${error.message}`, ...told, ...below].join('\n');
}

/** Auth.js wraps it once more. */
function causeOf({ cause }: Error): unknown {
  return typeof cause === 'object' && cause !== null && 'err' in cause ? cause.err : cause;
}
