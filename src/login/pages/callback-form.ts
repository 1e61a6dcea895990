import { html } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { formOut, type FormOut } from './form-out.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface CallbackForm extends Pick<PageFrame, 'language'>, FormOut {
  readonly serviceName: string;
}

/** The callback to a supplier that wants it posted: a code or an error, which the page says nothing of. */
export function renderCallbackForm(page: CallbackForm): string {
  const messages = loginMessagesIn(page.language).callbackForm;
  return renderPage({
    language: page.language,
    title: messages.title(page.serviceName),
    scripts: ['auto-submit.js'],
    body: html`<div class="card centred">
      ${journey('material')}
      <h1>${messages.title(page.serviceName)}</h1>
      <p class="lead">${messages.lead}</p>
      ${formOut(page, messages.button)}
    </div>`,
  });
}
