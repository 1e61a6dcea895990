import { Router, type Express, type Request, type Response } from 'express';
import { AuthorizationResponseError } from 'openid-client';
import { page, type Markup } from '../pages/page.ts';
import { addErrorPage, createPartyApplication } from '../party/application.ts';
import { createBrowserSessions, forgetOldest, type BrowserSessions } from '../party/browser-sessions.ts';
import { refusedBody, signedInBody, signedOutBody, supplierBody } from './pages.ts';
import {
  createRelyingParty,
  type ClientCredential,
  type PendingSignIn,
  type Received,
  type RelyingParty,
} from './relying-party.ts';
import type { DemoService, SupplierDescription } from './services.ts';

export interface SupplierInput {
  readonly supplier: SupplierDescription;
  readonly origin: string;
  readonly broker: string;
  readonly credentials: ReadonlyMap<string, ClientCredential>;
}

/** What a supplier remembers of one browser. */
interface SupplierSession {
  /** Sign-ins under way, by state: two tabs do not disturb each other. */
  readonly pending: Map<string, PendingSignIn>;
  /** By service id. */
  readonly received: Map<string, Received>;
}

interface ServiceContext {
  readonly input: SupplierInput;
  readonly service: DemoService;
  readonly relyingParty: RelyingParty;
  readonly sessions: BrowserSessions<SupplierSession>;
}

const pendingLimit = 20;

/** A supplier's website: a relying party per service, whose pages show what was received. */
export function createSupplier(input: SupplierInput): Express {
  const { supplier, origin, broker } = input;
  const app = createPartyApplication();
  const sessions = createBrowserSessions<SupplierSession>(`${supplier.look}_session`);
  for (const service of supplier.services) {
    const credential = input.credentials.get(service.id);
    if (credential === undefined) throw new Error(`no credential for ${service.id}`);
    const redirectUri = `${origin}${service.path}/callback`;
    const afterSignOutUri = `${origin}${service.path || '/'}`;
    const relyingParty = createRelyingParty({ service, broker, redirectUri, afterSignOutUri, credential });
    app.use(service.path || '/', serviceRoutes({ input, service, relyingParty, sessions }));
  }
  app.get('/', async (_request, response) => {
    await show(response, supplier, 'Welkom', supplierBody(supplier));
  });
  addErrorPage(app, supplier.name);
  return app;
}

function serviceRoutes(context: ServiceContext): Router {
  const { input, service, sessions } = context;
  const routes = Router();
  routes.get('/', async (request, response) => {
    const received = sessions.find(request)?.received.get(service.id);
    const body = received === undefined ? signedOutBody(service) : signedInBody(service, received);
    await show(response, input.supplier, service.name, body);
  });
  routes.get('/login', (request, response) => startSignIn(context, request, response));
  routes.get('/callback', (request, response) => finishSignIn(context, request, response));
  routes.post('/sign-out', (request, response) => signOut(context, request, response));
  return routes;
}

/** Also takes the parameters of a login that somebody else initiates (OpenID Connect Core 4). */
async function startSignIn(context: ServiceContext, request: Request, response: Response): Promise<void> {
  const { input, relyingParty, sessions } = context;
  const query = new URL(request.originalUrl, input.origin).searchParams;
  const issuer = query.get('iss');
  if (issuer !== null && issuer !== input.broker) return void response.sendStatus(400);
  const loginHint = query.get('login_hint');
  const { url, pending } = await relyingParty.start({
    otherSchool: query.get('other-school') === 'yes',
    ...(loginHint === null ? {} : { loginHint }),
  });
  const session = sessions.find(request) ?? { pending: new Map(), received: new Map() };
  forgetOldest(session.pending, pendingLimit);
  session.pending.set(pending.state, pending);
  sessions.start(request, response, session);
  response.redirect(303, url.href);
}

/** Here first, whatever is answered at the broker; then there. */
async function signOut(context: ServiceContext, request: Request, response: Response): Promise<void> {
  const { service, relyingParty, sessions } = context;
  const received = sessions.find(request)?.received;
  const last = received?.get(service.id);
  received?.delete(service.id);
  response.redirect(303, last === undefined ? service.path || '/' : (await relyingParty.signOut(last)).href);
}

async function finishSignIn(context: ServiceContext, request: Request, response: Response): Promise<void> {
  const { input, service, relyingParty, sessions } = context;
  const answer = new URL(request.originalUrl, input.origin);
  const session = sessions.find(request);
  const state = answer.searchParams.get('state') ?? '';
  const pending = session?.pending.get(state);
  if (session === undefined || pending === undefined) return void response.redirect(303, service.path || '/');
  session.pending.delete(state);
  session.received.delete(service.id);
  try {
    session.received.set(service.id, await relyingParty.finish(answer, pending));
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) throw error;
    const body = refusedBody(service, error.error, error.error_description);
    await show(response.status(403), input.supplier, service.name, body);
    return;
  }
  response.redirect(303, service.path || '/');
}

async function show(
  response: Response,
  supplier: SupplierDescription,
  title: string,
  body: Markup,
): Promise<void> {
  response.send(await page({ title, party: supplier.name, look: supplier.look, body }));
}
