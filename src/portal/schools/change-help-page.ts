import { html, type Markup } from '../../http/markup.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { helpFields, type HelpField, type WrongHelp } from '../languages/messages.ts';
import { longestReason } from '../reason.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { FilledHelp } from './help-form.ts';
import { renderHelp } from './schools-page.ts';

interface ChangeHelpPage extends PortalFrame {
  readonly school: Pick<School, 'id' | 'name' | 'help'>;
  /** Of the school as it stands on this page: whoever sends the form has seen that one. */
  readonly version: number;
  readonly filled: FilledHelp;
  readonly wrong: readonly WrongHelp[];
}

/** As long as the register takes them. */
const longest: Readonly<Record<HelpField, number>> = {
  text: 300,
  textInEnglish: 300,
  room: 300,
  roomInEnglish: 300,
  phone: 40,
  reason: longestReason,
};

export function renderChangeHelp(page: ChangeHelpPage): string {
  const { schools: messages } = portalMessagesIn(page.language);
  const title = messages.changeTitle(page.school.name);
  return renderPortalPage({
    ...page,
    current: 'schools',
    title,
    body: html`<h1>${title}</h1>
      <p class="lead">${messages.changeLead}</p>
      ${page.wrong.length > 0 && wrongs(page)}
      <form method="post" action="${portalAddresses.school(page.school.id)}" class="fields">
        <input type="hidden" name="version" value="${page.version}" />
        ${helpFields.map((field) => input(page, field))}
        <p class="actions">
          <button class="button primary" type="submit">${messages.save}</button>
          <a class="button secondary" href="${portalAddresses.schools}">${messages.back}</a>
        </p>
      </form>`,
  });
}

function wrongs({ language, school, wrong }: ChangeHelpPage): Markup {
  const { schools: messages } = portalMessagesIn(language);
  return html`<div class="wrong" role="alert">
      <p><strong>${messages.wrongTitle}</strong></p>
      ${wrong.map((each) => html`<p id="wrong-${each}">${messages.wrong[each]}</p>`)}
    </div>
    ${
      wrong.includes('changed') &&
      html`<h2>${messages.asItIs}</h2>
        ${renderHelp(language, school)}`
    }`;
}

function input({ language, filled, wrong }: ChangeHelpPage, field: HelpField): Markup {
  const { fields, hints } = portalMessagesIn(language).schools;
  const hint = hints[field];
  const isWrong = wrong.includes(field);
  const describedBy = [hint === undefined ? '' : `${field}-hint`, isWrong ? `wrong-${field}` : '']
    .filter((id) => id !== '')
    .join(' ');
  const attributes = html`id="${field}" name="${field}" autocomplete="off" maxlength="${longest[field]}"
  ${field === 'reason' && html`required`} ${isWrong && html`aria-invalid="true"`}
  ${describedBy !== '' && html`aria-describedby="${describedBy}"`}`;
  return html`<div class="field">
    <label for="${field}">${fields[field]}</label>
    ${hint !== undefined && html`<p class="hint" id="${field}-hint">${hint}</p>`}
    ${isLong(field) ? html`<textarea rows="3" ${attributes}>${filled[field]}</textarea>` : html`<input type="text" value="${filled[field]}" ${attributes} />`}
  </div>`;
}

/** The register takes one line, as of all texts; a page shows it on several. */
function isLong(field: HelpField): boolean {
  return field === 'text' || field === 'textInEnglish';
}
