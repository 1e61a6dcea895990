import { html } from 'hono/html';
import type { Markup } from '../pages/page.ts';
import type { Received } from './relying-party.ts';
import type { DemoService, SupplierDescription } from './services.ts';

/** The start page of a supplier with several services. */
export function supplierBody(supplier: SupplierDescription): Markup {
  const services = supplier.services.map(
    (service) =>
      html`<h2>${service.name}</h2>
        <p>${service.tagline}</p>
        <p class="actions"><a class="button" href="${service.path}">Naar ${service.name}</a></p>`,
  );
  return html`<h1>Welkom bij ${supplier.name}</h1>
    ${services}`;
}

export function signedOutBody(service: DemoService): Markup {
  return html`<h1>${service.name}</h1>
    <p>${service.tagline}</p>
    <p class="actions"><a class="button" href="${service.path}/login">Start met je schoolaccount</a></p>`;
}

/** Shows what the supplier received, and nothing that it did not. */
export function signedInBody(service: DemoService, received: Received): Markup {
  const firstName = received.userinfo['given_name'];
  return html`<h1>Dag${typeof firstName === 'string' ? ` ${firstName}` : ''}, welkom bij ${service.name}</h1>
    <p>Dit is alles wat ${service.name} van je school heeft gekregen.</p>
    <h2>Over jou (userinfo)</h2>
    ${claimTable(received.userinfo, 'userinfo')}
    <h2>Bewijs van inloggen (id_token)</h2>
    ${claimTable(received.idToken, 'id-token')}
    <div class="actions">
      <form method="post" action="${service.path}/sign-out">
        <button class="quiet">Uitloggen</button>
      </form>
      <a class="button quiet" href="${service.path}/login?other-school=yes">Met een andere school inloggen</a>
    </div>`;
}

/** What the supplier learns when somebody may not, or will not, sign in. */
export function refusedBody(service: DemoService, error: string, description: string | undefined): Markup {
  const rows = { error, ...(description === undefined ? {} : { error_description: description }) };
  return html`<h1>Inloggen is niet gelukt</h1>
    <p>
      ${service.name} weet niet wie je bent. Misschien is het inloggen niet afgemaakt, of mag je hier van je
      school niet bij. Probeer het opnieuw. Lukt het weer niet? Vraag het dan aan je leraar.
    </p>
    <h2>Wat ${service.name} te zien kreeg</h2>
    ${claimTable(rows, 'refusal')}
    <p class="actions">
      <a class="button" href="${service.path}/login">Opnieuw proberen</a>
      <a class="button quiet" href="${service.path}/login?other-school=yes">Met een andere school inloggen</a>
    </p>`;
}

function claimTable(claims: Readonly<Record<string, unknown>>, id: string): Markup {
  const rows = Object.entries(claims).map(
    ([name, value]) =>
      html`<tr>
        <th scope="row"><code>${name}</code></th>
        <td data-claim="${name}">${typeof value === 'string' ? value : JSON.stringify(value)}</td>
      </tr>`,
  );
  return html`<table id="${id}">
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
