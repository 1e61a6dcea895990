import { randomUUID } from 'node:crypto';
import express, { type Express, type Response } from 'express';
import { html } from 'hono/html';
import { z } from 'zod';
import { createBrowserSessions, type BrowserSessions } from '../party/browser-sessions.ts';
import { addErrorPage, createPartyApplication } from '../party/application.ts';
import { page } from '../pages/page.ts';
import { peopleList } from '../pages/people-list.ts';
import { fullName } from '../people.ts';
import { createAnswering, type Answering, type SignedIn } from './answering.ts';
import { readPostedRequest, readRedirectRequest } from './authn-request.ts';
import { createPendingLogins, type PendingLogin, type PendingLogins } from './pending-logins.ts';
import type { SamlSchoolDescription } from './school-description.ts';
import { schoolMetadataXml } from './school-metadata.ts';
import type { SchoolKeys } from './sealing.ts';
import { fetchBrokerMetadata } from './service-provider.ts';

export interface SamlSchoolInput {
  readonly school: SamlSchoolDescription;
  readonly origin: string;
  readonly broker: string;
  readonly keys: SchoolKeys;
}

const form = z.record(z.string(), z.string());

interface SchoolParts extends SamlSchoolInput {
  readonly sessions: BrowserSessions<SignedIn>;
  readonly logins: PendingLogins;
  readonly answering: Answering;
}

/** A SAML 2.0 IdP: takes signed requests by redirect or POST, asks who it is, and remembers it in a cookie. */
export function createSamlSchool(input: SamlSchoolInput): Express {
  const { school, origin, keys } = input;
  const parts = {
    ...input,
    sessions: createBrowserSessions<SignedIn>(`${school.realm}_school`),
    logins: createPendingLogins(),
    answering: createAnswering(school, `${origin}/metadata`, keys),
  };
  const app = createPartyApplication();
  app.use(express.urlencoded({ extended: false, limit: '256kb' }));
  addRequestRoutes(app, parts);
  addLoginRoutes(app, parts);
  addHomeRoutes(app, parts);
  addErrorPage(app, school.name);
  return app;
}

/**
 * Takes the broker's requests and goes on with a redirect: a form that the broker posts arrives without our Lax
 * cookie, and the redirect to a page of our own brings it back.
 */
function addRequestRoutes(app: Express, { school, origin, broker, keys, logins }: SchoolParts): void {
  const brokerMetadata = () => fetchBrokerMetadata(`${broker}/saml/${school.idp}/metadata`);
  const askWhoItIs = (response: Response, login: PendingLogin) =>
    response.redirect(303, `/login?request=${logins.keep(login)}`);
  app.get('/metadata', async (_request, response) => {
    response.type('application/samlmetadata+xml').send(await schoolMetadataXml(origin, keys.certificate));
  });
  app.get('/sso', async (request, response) => {
    const metadata = await brokerMetadata();
    const rawQuery = request.originalUrl.slice(request.originalUrl.indexOf('?') + 1);
    askWhoItIs(response, { broker: metadata, request: readRedirectRequest(rawQuery, metadata) });
  });
  app.post('/sso', async (request, response) => {
    const metadata = await brokerMetadata();
    const posted = readPostedRequest(form.parse(request.body), metadata);
    askWhoItIs(response, { broker: metadata, request: posted });
  });
}

/** Answers at once for somebody who is signed in here, and else asks who it is. */
function addLoginRoutes(app: Express, { school, origin, sessions, logins, answering }: SchoolParts): void {
  app.get('/login', async (request, response) => {
    const handle = new URL(request.originalUrl, origin).searchParams.get('request') ?? '';
    const login = logins.find(handle);
    if (login === undefined) return void response.redirect(303, '/');
    const signedIn = login.request.forceAuthn ? undefined : sessions.find(request);
    if (signedIn === undefined && !login.request.isPassive) {
      const fields = { request: handle };
      const { forceAuthn: askedAnew } = login.request;
      const form = { school: school.name, people: school.people, action: '/login', fields };
      const body = peopleList({ ...form, askedAnew });
      return void response.send(await page({ title: 'Inloggen', party: school.name, body }));
    }
    logins.take(handle);
    const answer =
      signedIn === undefined
        ? await answering.failure(login, 'NoPassive')
        : await answering.success(login, signedIn);
    response.send(answer);
  });
  app.post('/login', async (request, response) => {
    const fields = form.parse(request.body);
    const login = logins.take(fields['request'] ?? '');
    if (login === undefined) return void response.redirect(303, '/');
    const person = school.people.find((candidate) => candidate.id === fields['person']);
    if (person === undefined) return void response.send(await answering.failure(login, 'AuthnFailed'));
    const signedIn = { person, at: Date.now(), sessionIndex: `_${randomUUID()}` };
    sessions.start(request, response, signedIn);
    response.send(await answering.success(login, signedIn));
  });
}

function addHomeRoutes(app: Express, { school, sessions }: SchoolParts): void {
  app.get('/', async (request, response) => {
    const body = homeBody(sessions.find(request));
    response.send(await page({ title: 'Welkom', party: school.name, body }));
  });
  app.post('/sign-out', (request, response) => {
    sessions.end(request, response);
    response.redirect(303, '/');
  });
}

function homeBody(signedIn: SignedIn | undefined) {
  if (signedIn === undefined) {
    return html`<h1>Leeromgeving</h1>
      <p>Je bent hier niet ingelogd. Inloggen begint bij je lesmateriaal, bijvoorbeeld bij Leesboom.</p>`;
  }
  return html`<h1>Dag ${fullName(signedIn.person)}</h1>
    <p>
      Je bent ingelogd bij je school. Daarom hoef je bij ander lesmateriaal niet weer te zeggen wie je bent.
    </p>
    <form method="post" action="/sign-out"><button>Uitloggen bij je school</button></form>`;
}
