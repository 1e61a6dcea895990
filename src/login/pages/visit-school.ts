import { SluisError } from '../../domain/errors.ts';
import { html, linkTarget } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { hiddenInputs } from './choices.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface VisitSchool extends Pick<PageFrame, 'language'> {
  /** The IdP's address; the answer has to name it with `allowFormTargets` too. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly schoolName: string;
}

/** The form of the POST binding: a script sends it, and without script the button does. */
export function renderVisitSchool(page: VisitSchool): string {
  const messages = loginMessagesIn(page.language).visitSchool;
  const action = linkTarget(page.action);
  if (action === undefined) {
    throw new SluisError('register.invalid', 'the address of an IdP is no web address');
  }
  return renderPage({
    language: page.language,
    title: messages.title(page.schoolName),
    scripts: ['auto-submit.js'],
    body: html`<div class="card centred">
      ${journey('school')}
      <h1>${messages.title(page.schoolName)}</h1>
      <p class="lead">${messages.lead}</p>
      <form method="post" action="${action}" data-auto-submit>
        ${hiddenInputs(page.fields)}
        <p class="actions">
          <button class="button primary" type="submit">
            <span>${messages.button}</span>${pictogram('arrow')}
          </button>
        </p>
      </form>
    </div>`,
  });
}
