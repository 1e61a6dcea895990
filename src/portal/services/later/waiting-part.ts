import { html, type Markup } from '../../../http/markup.ts';
import { dayForPeople } from '../../../domain/moment-for-people.ts';
import type { Language } from '../../../domain/language.ts';
import { portalAddresses } from '../../addresses.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { authorText } from '../author-text.ts';
import { renderChanges } from '../changes-part.ts';
import type { SeenService } from '../seen-services.ts';
import type { WaitingChange } from './waiting-changes.ts';

/** What is to change later, with a button for whoever may call it off. */
export function renderWaiting(
  language: Language,
  seen: SeenService,
  waiting: readonly WaitingChange[],
): Markup {
  const { changes: messages } = portalMessagesIn(language);
  return html`<h2>${messages.later.title}</h2>
    <ul class="people">
      ${waiting.map(
        (each) =>
          html`<li>
            <h3>${messages.later.from(dayForPeople(each.day, language))}</h3>
            <p class="state">${authorText(language, each.by)}</p>
            <p>${messages.because(each.reason)}</p>
            ${renderChanges(language, seen, each.changes, { heading: 'h4' })}
            ${each.mayCallOff && callOff(language, seen, each)}
          </li>`,
      )}
    </ul>`;
}

function callOff(language: Language, { school, service }: SeenService, { id, day }: WaitingChange): Markup {
  const { later: messages } = portalMessagesIn(language).changes;
  return html`<form method="post" action="${portalAddresses.callOffChange(school.id, service.id)}">
    <input type="hidden" name="change" value="${id}" />
    <button
      class="button secondary"
      type="submit"
      aria-label="${messages.callOffOf(dayForPeople(day, language))}"
    >
      ${messages.callOff}
    </button>
  </form>`;
}
