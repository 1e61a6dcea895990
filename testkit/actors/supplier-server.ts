import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express, { type Express, type Response } from 'express';
import type * as client from 'openid-client';
import { html } from 'hono/html';
import { z } from 'zod';
import {
  createSupplierService,
  postedCallback,
  type Callback,
  type Received,
  type SupplierService,
  type Visit,
} from './supplier.ts';

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

/**
 * A supplier's website with one service. `/login` takes parameters for the authorization request in its query, and
 * `/login-by-post` likewise, with a form in the place of a redirect. `/sign-out` has a form with the id_token of the last
 * visitor.
 */
export interface SupplierServer {
  readonly origin: string;
  readonly redirectUri: string;
  readonly inbox: readonly Inboxed[];
  /** Of the last visitor. Throws when that one brought an error, or nobody came. */
  lastReceived(): Learned;
  /** Leaves the next visitor who comes back from the broker without an answer; resolves when that one is there. */
  ignoreNextCallback(): Promise<void>;
  /** To be called when the broker knows the redirect URI. */
  connect(client: SupplierClient): Promise<void>;
  /** From now on an answer that is posted, and `/bye`, lead on to this address. */
  leadOnTo(address: string): void;
  stop(): Promise<void>;
}

/** Listens on a free port of this loopback address, which should be another site than the broker's. */
export async function startSupplierServer(host: string): Promise<SupplierServer> {
  const app = express();
  const server = app.listen(0, host);
  await once(server, 'listening');
  const origin = `http://${host}:${String(portOf(server.address()))}`;
  const site: Site = { origin, inbox: [], visits: new Map(), lastIdToken: '', leadsOnTo: undefined };
  const { inbox } = site;
  const redirectUri = `${origin}/callback`;
  const ignoreNextCallback = ignoringCallbacks(app);
  return {
    origin,
    redirectUri,
    inbox,
    lastReceived() {
      const last = inbox.at(-1);
      if (last !== undefined && 'userinfo' in last) return last;
      throw new Error(`nothing received, but ${JSON.stringify(last)}`);
    },
    ignoreNextCallback,
    async connect(supplierClient) {
      const service = await createSupplierService({ ...supplierClient, redirectUri });
      serveLogin(app, service, site);
      serveAnswers(app, service, site);
      serveSignOut(app, service, site);
    },
    leadOnTo(address) {
      site.leadsOnTo = address;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Stands before all other answers at the callback. */
function ignoringCallbacks(app: Express): () => Promise<void> {
  let ignored: (() => void) | undefined;
  app.get('/callback', (_request, _response, next) => {
    const ignore = ignored;
    ignored = undefined;
    if (ignore === undefined) next();
    else ignore();
  });
  return () =>
    new Promise((resolve) => {
      ignored = resolve;
    });
}

interface Site {
  readonly origin: string;
  readonly inbox: Inboxed[];
  readonly visits: Map<string, Visit>;
  lastIdToken: string;
  leadsOnTo: string | undefined;
}

type Html = ReturnType<typeof html>;

function serveLogin(app: Express, service: SupplierService, { origin, visits }: Site): void {
  const begin = async (address: string): Promise<URL> => {
    const visit = await service.begin(Object.fromEntries(new URL(address, origin).searchParams));
    visits.set(visit.state, visit);
    return new URL(visit.url);
  };
  app.get('/', async (_request, response) => {
    await sendPage(response, html`<a id="login" href="/login">Start</a>`);
  });
  app.get('/login', async (request, response) => {
    response.redirect(303, (await begin(request.originalUrl)).href);
  });
  app.get('/login-by-post', async (request, response) => {
    const { origin: broker, pathname, searchParams } = await begin(request.originalUrl);
    await sendPage(response, form('login', broker + pathname, Object.fromEntries(searchParams)));
  });
}

const formShape = z.record(z.string(), z.string());

function serveAnswers(app: Express, service: SupplierService, site: Site): void {
  const { origin, inbox, visits } = site;
  const receive = async (callback: Callback, fields: URLSearchParams): Promise<Inboxed | undefined> => {
    const state = fields.get('state') ?? '';
    const visit = visits.get(state);
    visits.delete(state);
    if (visit === undefined) return undefined;
    const error = fields.get('error');
    if (error !== null) return { error, description: fields.get('error_description') };
    const { tokens, idToken, userinfo } = await service.receive(visit, callback);
    site.lastIdToken = tokens.id_token ?? '';
    return { idToken, userinfo };
  };
  const show = async (response: Response, received: Inboxed | undefined): Promise<void> => {
    if (received === undefined) return sendPage(response.status(400), html`unknown visit`);
    inbox.push(received);
    await sendPage(response, html`<pre id="received">${JSON.stringify(received, undefined, 2)}</pre>`);
  };
  app.get('/callback', async (request, response) => {
    const callback = new URL(request.originalUrl, origin);
    await show(response, await receive(callback, callback.searchParams));
  });
  app.post('/callback', express.urlencoded({ extended: false }), async (request, response) => {
    const fields = formShape.parse(request.body);
    const callback = postedCallback({ action: service.redirectUri, fields });
    const received = await receive(callback, new URLSearchParams(fields));
    const { leadsOnTo } = site;
    if (received === undefined || leadsOnTo === undefined) return show(response, received);
    inbox.push(received);
    response.redirect(303, leadsOnTo);
    return undefined;
  });
}

function serveSignOut(app: Express, { configuration }: SupplierService, site: Site): void {
  const { end_session_endpoint: endSession = '' } = configuration.serverMetadata();
  app.get('/sign-out', async (_request, response) => {
    const fields = {
      id_token_hint: site.lastIdToken,
      post_logout_redirect_uri: `${site.origin}/bye`,
      state: 'signed-out',
    };
    await sendPage(response, form('sign-out', endSession, fields));
  });
  app.get('/bye', async (_request, response) => {
    if (site.leadsOnTo === undefined) await sendPage(response, html`<p id="bye">Bye</p>`);
    else response.redirect(303, site.leadsOnTo);
  });
}

function form(id: string, action: string, fields: Readonly<Record<string, string>>): Html {
  return html`<form method="post" action="${action}">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button id="${id}">Go on</button>
  </form>`;
}

async function sendPage(response: Response, body: Html): Promise<void> {
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
  response.send(text.toString());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port');
  return address.port;
}
