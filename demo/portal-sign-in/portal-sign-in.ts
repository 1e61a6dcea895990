import { urlencoded, type Express } from 'express';
import { html } from 'hono/html';
import { page, type Markup } from '../pages/page.ts';
import { addErrorPage, createPartyApplication } from '../party/application.ts';
import type { DemoAccounts } from './accounts.ts';
import { fromThisMachine, isLoopbackHost } from './loopback.ts';
import type { DemoStaff } from './staff.ts';

interface PortalSignInInput {
  readonly origin: string;
  readonly broker: string;
  readonly staff: readonly DemoStaff[];
  readonly accounts: DemoAccounts;
}

const party = 'Demo-inlog van het schoolportaal';

/**
 * Where one clicks on somebody and is in the portal as them. It holds the passkeys of these people, so it is for a broker on this
 * machine alone; throws for any other. The portal itself knows nothing of it: what comes in is a passkey like all others.
 */
export function createPortalSignIn({ origin, broker, staff, accounts }: PortalSignInInput): Express {
  for (const address of [origin, broker]) {
    const { hostname, protocol } = new URL(address);
    if (protocol !== 'http:' || !isLoopbackHost(hostname)) {
      throw new Error(`the demo sign-in is for this machine alone, and not for ${address}`);
    }
  }
  const app = createPartyApplication();
  app.use(fromThisMachine(origin));
  app.use((_request, response, next) => {
    // with no-referrer, browsers say of no form of ours where it comes from, not even to us
    response.set('Referrer-Policy', 'same-origin');
    next();
  });
  app.get('/', async (_request, response) => {
    response.send(await page({ title: 'Kies wie u bent', party, body: chooser(staff) }));
  });
  app.post('/', urlencoded({ extended: false }), async (request, response) => {
    const body: unknown = request.body;
    const id = typeof body === 'object' && body !== null && 'person' in body ? body.person : undefined;
    const chosen = staff.find((one) => one.id === id);
    if (chosen === undefined) return void response.sendStatus(400);
    response.append('Set-Cookie', await accounts.sessionOf(chosen));
    response.redirect(303, `${broker}/portal`);
  });
  addErrorPage(app, party);
  return app;
}

function chooser(staff: readonly DemoStaff[]): Markup {
  const buttons = staff.map(
    ({ id, name, description }) =>
      html`<li>
        <button name="person" value="${id}">${name} <small>${description}</small></button>
      </li>`,
  );
  return html`<h1>Kies wie u bent in het portaal</h1>
    <p>
      Dit is een demo-inlog: u bent meteen binnen, zonder school en zonder sleutel. Buiten de demo bestaat hij
      niet.
    </p>
    <p>
      De eerste keer duurt het even: dan wordt iemand uitgenodigd en bevestigd. Na een kwartier kiest u
      opnieuw.
    </p>
    <form method="post" action="/">
      <ul class="people">
        ${buttons}
      </ul>
    </form>`;
}
