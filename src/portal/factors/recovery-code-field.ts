import { html, type Markup } from '../../http/markup.ts';

/** Where somebody types one of their emergency codes. */
export function recoveryCodeField(label: string): Markup {
  return html`<p class="field">
    <label for="recovery-code">${label}</label>
    <input
      type="text"
      id="recovery-code"
      name="code"
      autocomplete="off"
      autocapitalize="characters"
      maxlength="40"
      required
    />
  </p>`;
}
