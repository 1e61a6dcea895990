import { html, type Markup } from '../../http/markup.ts';

/** Where somebody types what an app shows; browsers may fill it in. */
export function appCodeField(label: string): Markup {
  return html`<p class="field">
    <label for="code">${label}</label>
    <input
      type="text"
      id="code"
      name="code"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="12"
      required
    />
  </p>`;
}
