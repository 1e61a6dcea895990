import { html, linkTarget } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { choiceList } from './choices.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface PickSchool extends PageFrame {
  readonly serviceName: string;
  readonly schools: readonly { readonly name: string; readonly town: string; readonly continueUrl: string }[];
  /** Whoever holds the device now may not be whose schools these are. */
  readonly someoneElseUrl: string;
}

/** The school's IdP asserted several schools: for which one is this visit? */
export function renderPickSchool(page: PickSchool): string {
  const { pickSchool: messages, refusal } = loginMessagesIn(page.language);
  const someoneElse = linkTarget(page.someoneElseUrl);
  const choices = page.schools.map(({ name, town, continueUrl }) => ({
    title: name,
    detail: town,
    url: continueUrl,
  }));
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card">
      ${journey('gate')}
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.serviceName)}</p>
      ${choiceList(choices, 'school')}
      ${
        someoneElse !== undefined &&
        html`<p class="actions">
          <a class="button secondary" href="${someoneElse}"
            >${pictogram('person')}<span>${refusal.someoneElse}</span></a
          >
        </p>`
      }
    </div>`,
  });
}
