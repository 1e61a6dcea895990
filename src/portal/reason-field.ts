import { html, type Markup } from '../http/markup.ts';
import { longestReason } from './reason.ts';

interface ReasonField {
  /** Where a page asks for more than one. */
  readonly id?: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  /** The page says so elsewhere, in what has the id `wrong-reason`. */
  readonly isWrong?: boolean;
}

/** Asks why, of everybody who does something for which a reason is kept. */
export function renderReasonField({
  id = 'reason',
  label,
  hint,
  value,
  isWrong = false,
}: ReasonField): Markup {
  const told = [...(hint === undefined ? [] : [`${id}-hint`]), ...(isWrong ? ['wrong-reason'] : [])];
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <input
      type="text"
      id="${id}"
      name="reason"
      value="${value}"
      autocomplete="off"
      maxlength="${longestReason}"
      ${told.length > 0 && html`aria-describedby="${told.join(' ')}"`}
      ${isWrong && html`aria-invalid="true"`}
      required
    />
  </div>`;
}
