import { html, type Markup } from '../../../http/markup.ts';
import type { Language } from '../../../domain/language.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import type { FromWhen } from './from-when.ts';

/** Asks from when a change counts: now, or from a day on. */
export function fromWhenField(
  language: Language,
  from: FromWhen,
  { isWrong }: { readonly isWrong: boolean },
): Markup {
  const { later: messages } = portalMessagesIn(language).changes;
  return html`<fieldset class="field">
    <legend>${messages.when}</legend>
    <label class="option">
      <input type="radio" name="from" value="now" ${from.kind === 'now' && html`checked`} />
      <span>${messages.now}</span>
    </label>
    <label class="option">
      <input type="radio" name="from" value="day" ${from.kind === 'day' && html`checked`} />
      <span>${messages.onDay}</span>
    </label>
    <label for="day">${messages.day}</label>
    <p class="hint" id="day-hint">${messages.dayHint}</p>
    <input
      type="date"
      id="day"
      name="day"
      value="${from.kind === 'day' && from.typed}"
      aria-describedby="day-hint${isWrong && ' wrong-day'}"
      ${isWrong && html`aria-invalid="true"`}
    />
  </fieldset>`;
}
