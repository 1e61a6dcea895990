import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import express, { type Express, type Request } from 'express';
import { html } from 'hono/html';
import { z } from 'zod';
import { systemClock } from '../../src/domain/clock.ts';
import { answerForm, readPostQuestion, readRedirectQuestion, type SamlQuestion } from './saml-school-page.ts';
import type { AnswerWishes, SamlSchool } from './saml-school.ts';

/** Somebody invented, with a button of their own on the school's login page. */
export interface SchoolPerson {
  readonly name: string;
  /** What the IdP says about this person. */
  readonly says: AnswerWishes;
}

export interface SamlSchoolServer {
  readonly origin: string;
  readonly singleSignOnUrl: string;
  /** To be called when school and broker are there. */
  open(door: SamlSchoolDoor): void;
  /** From now on its page posts the answer twice, the second time when this says so. */
  submitTwice(when: 'at once' | (() => Promise<void>)): void;
  /** From now on once, as is right. */
  submitOnce(): void;
  stop(): Promise<void>;
}

export interface SamlSchoolDoor {
  readonly school: SamlSchool;
  readonly name: string;
  readonly issuer: string;
  readonly idp: string;
  readonly entityId: string;
  readonly people: readonly SchoolPerson[];
}

/**
 * A school's SAML IdP with pages for a real browser: its login page asks each time, has a button per person and one to
 * turn back, and answers with a form that posts itself, or is posted by its button where scripts are off.
 */
export async function startSamlSchoolServer(host: string): Promise<SamlSchoolServer> {
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  const server = app.listen(0, host);
  await once(server, 'listening');
  const origin = `http://${host}:${String(portOf(server.address()))}`;
  let again: Again;
  return {
    origin,
    singleSignOnUrl: `${origin}/sso`,
    open(door) {
      servePages(app, door, origin, () => again);
    },
    submitTwice(when) {
      again = when;
    },
    submitOnce() {
      again = undefined;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Again = 'at once' | (() => Promise<void>) | undefined;

const answerShape = z.object({ requestId: z.string(), relayState: z.string(), person: z.string() });

function servePages(app: Express, door: SamlSchoolDoor, origin: string, again: () => Again): void {
  app.get('/sso', async (request, response) => {
    response.send(await loginPage(door, readRedirectQuestion(addressOf(request, origin))));
  });
  app.post('/sso', async (request, response) => {
    response.send(
      await loginPage(door, readPostQuestion(z.record(z.string(), z.string()).parse(request.body))),
    );
  });
  app.get('/again', async (_request, response) => {
    const when = again();
    if (typeof when === 'function') await when();
    response.send('now');
  });
  app.post('/answer', async (request, response) => {
    const { requestId, relayState, person } = answerShape.parse(request.body);
    const chosen = door.people.find(({ name }) => name === person);
    const broker = { ...door, now: systemClock.now() };
    const asked = { requestId, relayState, xml: '' };
    const form = answerForm(door.school, asked, broker, chosen?.says ?? turnedBack);
    response.send(await answerPage(form, again()));
  });
}

const statusUri = 'urn:oasis:names:tc:SAML:2.0:status:';
/** SAML 2.0 core, section 3.2.2.2: the IdP could not authenticate the person; no assertion comes along. */
const turnedBack: AnswerWishes = {
  status: `<samlp:StatusCode Value="${statusUri}Responder"><samlp:StatusCode Value="${statusUri}AuthnFailed"></samlp:StatusCode></samlp:StatusCode>`,
  signed: 'none',
  editResponse: (xml) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/, ''),
};

type Html = ReturnType<typeof html>;

function loginPage({ name, people }: SamlSchoolDoor, asked: SamlQuestion): Promise<string> {
  const button = (person: string, label: string): Html =>
    html`<p><button name="person" value="${person}">${label}</button></p>`;
  return page(
    name,
    html`${asked.xml.includes('ForceAuthn="true"') && html`<p id="asked-anew">Who is it this time?</p>`}
      <form method="post" action="/answer">
        <input type="hidden" name="requestId" value="${asked.requestId}" />
        <input type="hidden" name="relayState" value="${asked.relayState}" />
        ${people.map((person) => button(person.name, person.name))} ${button('', 'Stop')}
      </form>`,
  );
}

function answerPage({ action, fields }: ReturnType<typeof answerForm>, again: Again): Promise<string> {
  return page(
    'Back',
    html`<form method="post" action="${action}">
        <input type="hidden" name="SAMLResponse" value="${fields.SAMLResponse}" />
        <input type="hidden" name="RelayState" value="${fields.RelayState}" />
        <button id="go-on">Go on</button>
      </form>
      <script>
        document.forms[0].submit();
        ${again === 'at once' && html`document.forms[0].submit();`};
        ${typeof again === 'function' && html`fetch('/again').then(() => document.forms[0].submit());`};
      </script>`,
  );
}

async function page(title: string, body: Html): Promise<string> {
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  return text.toString();
}

function addressOf(request: Request, origin: string): URL {
  return new URL(request.originalUrl, origin);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port');
  return address.port;
}
