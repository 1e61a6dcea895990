import { renderAnnouncements, type ShownAnnouncement } from '../../http/announcements.ts';
import { html, linkTarget } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface WhoAreYou extends PageFrame {
  readonly serviceName: string;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  readonly signInUrl: string;
  /** Where the supplier gets `access_denied`. */
  readonly backToSupplierUrl: string;
  /** The login that this device came from does not ask anew. */
  readonly closeBrowserFirst: boolean;
}

/**
 * In the place of a refusal that would tell something of whoever signed in before: somebody else may hold the device
 * by now. Says nothing of that person, and the reason only to those who sign in themselves.
 */
export function renderWhoAreYou(page: WhoAreYou): string {
  const { whoAreYou, refusal } = loginMessagesIn(page.language);
  const [signIn, back] = [linkTarget(page.signInUrl), linkTarget(page.backToSupplierUrl)];
  return renderPage({
    ...page,
    title: whoAreYou.title,
    body: html`<div class="card centred">
      <div class="scene">${pictogram('person', 'large')}</div>
      <h1>${whoAreYou.title}</h1>
      <p class="lead">${whoAreYou.lead(page.serviceName)}</p>
      ${renderAnnouncements(page.language, page.announcements ?? [])}
      ${page.closeBrowserFirst && html`<p>${refusal.closeBrowserFirst}</p>`}
      <p class="actions">
        ${
          signIn !== undefined &&
          html`<a class="button primary" href="${signIn}"
            >${pictogram('person')}<span>${whoAreYou.signIn}</span></a
          >`
        }
        ${back !== undefined && html`<a class="button secondary" href="${back}">${refusal.back(page.serviceName)}</a>`}
      </p>
    </div>`,
  });
}
