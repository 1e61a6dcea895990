import { languages } from '../../domain/language.ts';
import { html } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { letterForms, type LetterForm } from './letter-forms.ts';
import { renderLetter } from './letter-part.ts';
import type { Letter } from './letter.ts';

interface LetterPage extends PortalFrame {
  readonly letter: Letter;
  readonly address: string;
  readonly addressAs: (form: LetterForm) => string;
  readonly back: { readonly address: string; readonly text: string };
}

/** The text itself, and the ways to take it along. Printed, there is the text alone. */
export function renderLetterPage(page: LetterPage): string {
  const { letters: messages } = portalMessagesIn(page.language);
  const { letter } = page;
  const others = languages.filter((language) => language !== letter.language);
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.links[letter.kind].replaceAll('\u00ad', ''),
    body: html`<div class="not-printed">
        <p class="state"><a class="whole" href="${page.back.address}">${page.back.text}</a></p>
        <h1>${messages.links[letter.kind]}</h1>
        <p>${messages.readFirst}</p>
        <p class="actions">
          ${letterForms.map(
            (form) =>
              html`<a class="button secondary" href="${page.addressAs(form)}?letter=${letter.language}"
                >${messages.forms[form]}</a
              >`,
          )}
        </p>
        ${others.map(
          (language) =>
            html`<p>
              <a class="whole" href="${page.address}?letter=${language}"
                >${messages.otherLanguage[language]}</a
              >
            </p>`,
        )}
      </div>
      ${renderLetter(letter)}`,
  });
}
