import { html } from 'hono/html';
import { page } from '../pages/page.ts';

export interface AnswerForm {
  readonly school: string;
  readonly action: string;
  readonly samlResponse: string;
  readonly relayState: string | undefined;
}

/** HTTP-POST binding: the browser carries the answer to the broker in a form that submits itself. */
export function answerPage(form: AnswerForm): Promise<string> {
  const relayState =
    form.relayState === undefined
      ? ''
      : html`<input type="hidden" name="RelayState" value="${form.relayState}" />`;
  const body = html`<h1>Even geduld</h1>
    <p>Je gaat terug naar de plek waar je wilde inloggen.</p>
    <form method="post" action="${form.action}">
      <input type="hidden" name="SAMLResponse" value="${form.samlResponse}" />
      ${relayState}
      <button>Ga verder</button>
    </form>`;
  return page({ title: 'Even geduld', party: form.school, body, submitsItself: true });
}
