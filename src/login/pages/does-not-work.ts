import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { renderSchoolHelp, type SchoolHelp } from '../../http/school-help.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

/** Folded away: whom somebody asks when signing in at this school does not work. */
export function renderDoesNotWork(language: Language, help: SchoolHelp): Markup {
  return html`<details class="does-not-work">
    <summary>${loginMessagesIn(language).doesNotWork}</summary>
    ${renderSchoolHelp(language, help)}
  </details>`;
}
