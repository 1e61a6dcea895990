import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { DraftToJudge } from '../services/drafts/drafts-to-judge.ts';
import type { FailedChange, LaterChange } from '../services/later/changes-of-schools.ts';

/** A change that was not made on its day: why, and the way to make it after all. */
export function renderFailed(language: Language, { school, service, id, ...failed }: FailedChange): Markup {
  const { later: messages } = portalMessagesIn(language).changes;
  return html`<div class="attention">
    <p>
      <strong>${failed.name}, ${failed.schoolName}</strong>:
      ${messages.failed(dayForPeople(failed.day, language))}
    </p>
    <p>${messages.failedWhy[failed.why]}</p>
    <p>
      <a class="button secondary" href="${portalAddresses.retryChange(school, service, id)}"
        >${messages.retry(failed.name)}</a
      >
    </p>
  </div>`;
}

/** A draft of somebody else that whoever reads it publishes or refuses. */
export function renderToJudge(language: Language, draft: DraftToJudge): Markup {
  const { drafts: messages } = portalMessagesIn(language).changes;
  return html`<div class="attention">
    <p>${messages.toJudge(draft.name, draft.schoolName)}</p>
    <p>
      <a class="button secondary" href="${portalAddresses.draft(draft.school, draft.service, draft.id)}"
        >${messages.look}</a
      >
    </p>
  </div>`;
}

/** What changes later, with the way to it. */
export function renderLater(language: Language, waiting: readonly LaterChange[]): Markup {
  const { later: messages } = portalMessagesIn(language).changes;
  return html`<h2>${messages.title}</h2>
    <ul class="people">
      ${waiting.map(
        ({ day, name, schoolName, school, service }) =>
          html`<li>
            <a class="whole" href="${portalAddresses.service(school, service)}"
              >${messages.waits(dayForPeople(day, language), name, schoolName)}</a
            >
          </li>`,
      )}
    </ul>`;
}
