import type { Language } from '../../domain/language.ts';
import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

interface NewKeyPage extends PortalFrame {
  /** The wait is not over before that. */
  readonly opensAt?: Readonly<Record<Language, string>> | undefined;
  /** This browser has the link, and the school has to say who it is. */
  readonly leadsToSchool: boolean;
}

/** Where the link of a reset leads. It names nobody: whoever opened it may not be who it is for. */
export function renderNewKey({ opensAt, leadsToSchool, ...page }: NewKeyPage): string {
  const { newKey: messages, invitation } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      ${
        opensAt !== undefined
          ? html`<p class="attention">${messages.notYet(opensAt[page.language])}</p>`
          : leadsToSchool
            ? html`<p>${messages.school}</p>
                <p class="actions">
                  <a class="button primary" href="${portalAddresses.newKeyAtSchool}"
                    >${invitation.toSchool}</a
                  >
                </p>`
            : html`<p>${messages.browser}</p>
                <form method="post" action="${portalAddresses.newKey}">
                  <p class="actions">
                    <button class="button primary" type="submit">${messages.goOn}</button>
                  </p>
                </form>`
      }`,
  });
}

export function renderNewKeyGone(page: PortalFrame): string {
  const messages = portalMessagesIn(page.language).newKey;
  return renderPortalPage({
    ...page,
    title: messages.goneTitle,
    body: html`<h1>${messages.goneTitle}</h1>
      <p>${messages.gone}</p>
      <p>${messages.goneAction}</p>`,
  });
}
