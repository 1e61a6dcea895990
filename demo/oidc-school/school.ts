import express, { Router, type Express } from 'express';
import { html } from 'hono/html';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import { page } from '../pages/page.ts';
import { peopleList } from '../pages/people-list.ts';
import { addErrorPage, createPartyApplication } from '../party/application.ts';
import { kadePeople } from '../people.ts';
import { entraClaims, kadeTenant } from './claims.ts';
import { accountPicker, createProvider } from './provider.ts';

export interface OidcSchoolInput {
  readonly origin: string;
  readonly broker: string;
  readonly clientSecret: string;
  readonly signingKeys: { readonly keys: readonly JWK[] };
}

/** Identifier of this IdP in the federation files; part of the broker's callback address. */
export const kadeIdp = 'kade-entra';

const name = 'College De Kade';
const tenantPath = `/${kadeTenant}/v2.0`;
const loginPath = '/login';
const form = z.record(z.string(), z.string());

/** An OpenID Connect IdP in the shape of Entra ID: tenant issuer, `oid`, `tid`, ids of groups. */
export function createOidcSchool({ origin, broker, clientSecret, signingKeys }: OidcSchoolInput): Express {
  const issuer = `${origin}${tenantPath}`;
  const app = createPartyApplication();
  const provider = createProvider({
    issuer,
    loginPath,
    redirectUri: `${broker}/oidc/${kadeIdp}/callback`,
    clientSecret,
    signingKeys,
    people: kadePeople,
  });
  app.use(tenantPath, loginRoutes(provider));
  app.use(tenantPath, provider.callback());
  app.get('/', async (_request, response) => {
    response.send(await page({ title: 'Welkom', party: name, body: homeBody() }));
  });
  app.post('/sign-out', (_request, response) => {
    for (const cookie of ['kade_session', 'kade_session.sig']) response.clearCookie(cookie, { path: '/' });
    response.redirect(303, '/');
  });
  addErrorPage(app, name);
  return app;
}

function loginRoutes(provider: ReturnType<typeof createProvider>) {
  const routes = Router();
  routes.get(`${loginPath}/:uid`, async (request, response) => {
    const { uid, prompt } = await provider.interactionDetails(request, response);
    const action = `${tenantPath}${loginPath}/${uid}`;
    const askedAnew = prompt.name === accountPicker || prompt.reasons.includes('login_prompt');
    const body = peopleList({ school: name, people: kadePeople, action, fields: {}, askedAnew });
    response.send(await page({ title: 'Inloggen', party: name, body }));
  });
  routes.post(`${loginPath}/:uid`, express.urlencoded({ extended: false }), async (request, response) => {
    const fields = form.parse(request.body);
    const person = kadePeople.find((candidate) => candidate.id === fields['person']);
    const result =
      person === undefined
        ? { error: 'access_denied', error_description: 'the person cancelled' }
        : { login: { accountId: entraClaims(person).sub }, [accountPicker]: {} };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  });
  return routes;
}

function homeBody() {
  return html`<h1>Schoolaccount</h1>
    <p>Inloggen begint bij je lesmateriaal, bijvoorbeeld bij Rekenrijk.</p>
    <form method="post" action="/sign-out"><button>Uitloggen bij je school</button></form>`;
}
