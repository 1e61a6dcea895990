import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express, { type Express } from 'express';
import type * as client from 'openid-client';
import { html } from 'hono/html';
import { createSupplierService, type Received, type SupplierService, type Visit } from './supplier.ts';

/** All that the supplier learned of a visitor. */
export type Learned = Pick<Received, 'idToken' | 'userinfo'>;
/** What one visitor brought. */
type Inboxed = Learned | { readonly error: string; readonly description: string | null };

export interface SupplierClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly metadata: Partial<client.ClientMetadata>;
  readonly authentication: client.ClientAuth;
}

/** A supplier's website with one service. `/login` takes parameters for the authorization request in its query. */
export interface SupplierServer {
  readonly origin: string;
  readonly redirectUri: string;
  readonly inbox: readonly Inboxed[];
  /** Of the last visitor. Throws when that one brought an error, or nobody came. */
  lastReceived(): Learned;
  /** To be called when the broker knows the redirect URI. */
  connect(client: SupplierClient): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on a free port of this loopback address, which should be another site than the broker's. */
export async function startSupplierServer(host: string): Promise<SupplierServer> {
  const app = express();
  const server = app.listen(0, host);
  await once(server, 'listening');
  const origin = `http://${host}:${String(portOf(server.address()))}`;
  const redirectUri = `${origin}/callback`;
  const inbox: Inboxed[] = [];
  return {
    origin,
    redirectUri,
    inbox,
    lastReceived() {
      const last = inbox.at(-1);
      if (last !== undefined && 'userinfo' in last) return last;
      throw new Error(`nothing received, but ${JSON.stringify(last)}`);
    },
    async connect(supplierClient) {
      const service = await createSupplierService({ ...supplierClient, redirectUri });
      servePages(app, service, origin, inbox);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function servePages(app: Express, service: SupplierService, origin: string, inbox: Inboxed[]): void {
  const visits = new Map<string, Visit>();
  app.get('/', async (_request, response) => {
    response.send(await page(html`<a id="login" href="/login">Start</a>`));
  });
  app.get('/login', async (request, response) => {
    const parameters = Object.fromEntries(new URL(request.originalUrl, origin).searchParams);
    const visit = await service.begin(parameters);
    visits.set(visit.state, visit);
    response.redirect(303, visit.url);
  });
  app.get('/callback', async (request, response) => {
    const callback = new URL(request.originalUrl, origin);
    const state = callback.searchParams.get('state') ?? '';
    const visit = visits.get(state);
    visits.delete(state);
    if (visit === undefined) return void response.status(400).send(await page('unknown visit'));
    const received = await receive(service, visit, callback);
    inbox.push(received);
    response.send(await page(html`<pre id="received">${JSON.stringify(received, undefined, 2)}</pre>`));
  });
}

async function receive(service: SupplierService, visit: Visit, callback: URL): Promise<Inboxed> {
  const error = callback.searchParams.get('error');
  if (error !== null) return { error, description: callback.searchParams.get('error_description') };
  const { idToken, userinfo } = await service.receive(visit, callback);
  return { idToken, userinfo };
}

async function page(body: ReturnType<typeof html> | string): Promise<string> {
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <title>Supplier</title>
        <link rel="icon" href="data:," />
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return text.toString();
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port');
  return address.port;
}
