import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';

/** What `passkeys.js` needs: what to ask of the browser, and where its answer goes. */
export interface PasskeyForm {
  readonly language: Language;
  readonly asks: 'create' | 'get';
  /** As WebAuthn Level 3 has them in JSON. */
  readonly options: object;
  readonly action: string;
  readonly button: string;
  readonly more?: Markup;
}

/** A form that the browser answers with a passkey. It shows itself where that can be. */
export function passkeyForm({ language, asks, options, action, button, more }: PasskeyForm): Markup {
  const messages = portalMessagesIn(language).factors;
  return html`<form
      method="post"
      action="${action}"
      class="fields"
      data-passkey="${asks}"
      data-options="${JSON.stringify(options)}"
      hidden
    >
      ${more}
      <input type="hidden" name="answer" value="" />
      <p class="wrong" role="alert" data-failed hidden>${messages.browserFailed}</p>
      <p class="actions"><button class="button primary" type="submit">${button}</button></p>
    </form>
    <p class="hint" data-without-passkeys>${messages.noScript}</p>`;
}
