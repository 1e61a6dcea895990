import { html, linkTarget } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface IdpCancelled extends PageFrame {
  readonly serviceName: string;
  readonly startAgainUrl: string;
  readonly otherSchoolUrl?: string | undefined;
  /** Where the supplier gets `access_denied`. */
  readonly backToSupplierUrl?: string | undefined;
}

/** Somebody turned back at the school's login. Nothing is wrong, so no error id. */
export function renderIdpCancelled(page: IdpCancelled): string {
  const messages = loginMessagesIn(page.language).cancelled;
  const again = linkTarget(page.startAgainUrl);
  const other = page.otherSchoolUrl === undefined ? undefined : linkTarget(page.otherSchoolUrl);
  const back = page.backToSupplierUrl === undefined ? undefined : linkTarget(page.backToSupplierUrl);
  const backLabel = loginMessagesIn(page.language).refusal.back(page.serviceName);
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card centred">
      <div class="scene">${pictogram('person', 'large')}</div>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.serviceName)}</p>
      <p class="actions">
        ${
          again !== undefined &&
          html`<a class="button primary" href="${again}"
            ><span>${messages.again}</span>${pictogram('arrow')}</a
          >`
        }
        ${other !== undefined && html`<a class="button secondary" href="${other}">${messages.otherSchool}</a>`}
      </p>
      ${back !== undefined && html`<p><a class="quiet" href="${back}">${backLabel}</a></p>`}
    </div>`,
  });
}
