import { html } from 'hono/html';
import { fullName, type DemoPerson } from '../people.ts';
import type { Markup } from './page.ts';

export interface PeopleListInput {
  readonly school: string;
  readonly people: readonly DemoPerson[];
  /** Where the form goes, and the hidden fields that come along. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** The broker wants to know anew who it is, whoever is signed in here. */
  readonly askedAnew: boolean;
}

/** The login page of a demo school: one button per person, no password. Posts `person` or `cancel`. */
export function peopleList(input: PeopleListInput): Markup {
  const hidden = Object.entries(input.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const buttons = input.people.map(
    (person) =>
      html`<li>
        <button name="person" value="${person.id}">
          ${fullName(person)} <small>${person.description}</small>
        </button>
      </li>`,
  );
  return html`<h1>Inloggen bij ${input.school}</h1>
    ${input.askedAnew ? html`<p class="asked-anew"><strong>Sluis wil dat we opnieuw vragen wie je bent.</strong></p>` : ''}
    <p>Wie ben je? Dit is een demo: een wachtwoord is niet nodig.</p>
    <form method="post" action="${input.action}">
      ${hidden}
      <ul class="people">
        ${buttons}
      </ul>
      <p class="actions"><button class="quiet" name="cancel" value="yes">Annuleren</button></p>
    </form>`;
}
