import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

/** Something was just changed, or may not be. */
export type SchoolsOutcome = 'done' | 'notAllowed';

export interface ShownSchool {
  readonly school: Pick<School, 'id' | 'name' | 'town' | 'help'>;
  readonly mayChangeHelp: boolean;
}

interface SchoolsPage extends PortalFrame {
  readonly partyName: string;
  readonly schools: readonly ShownSchool[];
  readonly outcome?: SchoolsOutcome | undefined;
}

export function renderSchools(page: SchoolsPage): string {
  const { schools: messages } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    current: 'schools',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.partyName)}</p>
      ${page.outcome !== undefined && outcome(page.language, page.outcome)}
      ${
        page.schools.length === 0
          ? html`<p>${messages.none}</p>`
          : html`<ul class="people">
              ${page.schools.map((shown) => schoolLine(page.language, shown))}
            </ul>`
      }`,
  });
}

function outcome(language: Language, shown: SchoolsOutcome): Markup {
  const { schools: messages } = portalMessagesIn(language);
  return shown === 'done'
    ? html`<p role="status"><strong>${messages.done}</strong></p>`
    : html`<div class="wrong" role="alert"><p>${messages.wrong.notAllowed}</p></div>`;
}

function schoolLine(language: Language, { school, mayChangeHelp }: ShownSchool): Markup {
  const { schools: messages } = portalMessagesIn(language);
  return html`<li>
    <h2>${school.name}</h2>
    <p class="state">${school.town}</p>
    ${renderHelp(language, school)}
    ${
      mayChangeHelp &&
      html`<p>
        <a class="button secondary" href="${portalAddresses.school(school.id)}"
          >${messages.change}<span class="visually-hidden"> ${school.name}</span></a
        >
      </p>`
    }
  </li>`;
}

/** What pages tell people of this school who cannot sign in. */
export function renderHelp(language: Language, { help }: Pick<School, 'help'>): Markup {
  const { schools: messages } = portalMessagesIn(language);
  if (help === undefined) return html`<p>${messages.noHelp}</p>`;
  const { fields } = messages;
  return html`<dl class="facts">
    ${fact(fields.text, help.text?.nl, 'nl')} ${fact(fields.textInEnglish, help.text?.en, 'en')}
    ${fact(fields.room, help.room?.nl, 'nl')} ${fact(fields.roomInEnglish, help.room?.en, 'en')}
    ${fact(fields.phone, help.phone)} ${fact(messages.resetUrl, help.resetUrl)}
  </dl>`;
}

function fact(name: string, value: string | undefined, language?: Language): Markup | false {
  return (
    value !== undefined &&
    html`<div>
      <dt>${name}</dt>
      <dd ${language !== undefined && html`lang="${language}"`}>${value}</dd>
    </div>`
  );
}
