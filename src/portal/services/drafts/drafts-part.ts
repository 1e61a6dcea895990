import type { Language } from '../../../domain/language.ts';
import { html, type Markup } from '../../../http/markup.ts';
import { portalAddresses } from '../../addresses.ts';
import type { Author } from '../../authors.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { authorText } from '../author-text.ts';
import type { SeenService } from '../seen-services.ts';

/** A draft in a list, with its moment as people of the language write it. */
export interface ListedDraft {
  readonly id: string;
  readonly when: string;
  readonly by: Author;
  readonly reason: string;
}

/** Drafts of one service, with the way to each. */
export function renderDrafts(
  language: Language,
  { school, service }: SeenService,
  drafts: readonly ListedDraft[],
): Markup {
  const { changes: messages } = portalMessagesIn(language);
  return html`<h2>${messages.drafts.title}</h2>
    <ul class="people">
      ${drafts.map(
        ({ id, when, by, reason }) =>
          html`<li>
            <a class="whole" href="${portalAddresses.draft(school.id, service.id, id)}"
              >${messages.drafts.oneTitle(when)}</a
            >
            <p class="state">${authorText(language, by)}</p>
            <p>${messages.because(reason)}</p>
          </li>`,
      )}
    </ul>`;
}
