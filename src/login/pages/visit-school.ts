import { html } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { formOut, type FormOut } from './form-out.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface VisitSchool extends Pick<PageFrame, 'language'>, FormOut {
  readonly schoolName: string;
}

/** The form of the POST binding, to the school's IdP. */
export function renderVisitSchool(page: VisitSchool): string {
  const messages = loginMessagesIn(page.language).visitSchool;
  return renderPage({
    language: page.language,
    title: messages.title(page.schoolName),
    scripts: ['auto-submit.js'],
    body: html`<div class="card centred">
      ${journey('school')}
      <h1>${messages.title(page.schoolName)}</h1>
      <p class="lead">${messages.lead}</p>
      ${formOut(page, messages.button)}
    </div>`,
  });
}
