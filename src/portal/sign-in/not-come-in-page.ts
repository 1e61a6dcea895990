import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

/** Why somebody who was at the school is not let in. */
export type WhyNot = 'noAccount' | 'refused' | 'lost' | 'unproven';

export function renderNotComeIn(page: PortalFrame & { readonly why: WhyNot }): string {
  const messages = portalMessagesIn(page.language).notComeIn;
  const title = page.why === 'unproven' ? messages.unprovenTitle : messages.title;
  return renderPortalPage({
    ...page,
    title,
    body: html`<h1>${title}</h1>
      <p>${messages[page.why]}</p>
      <p class="actions">
        ${
          page.why === 'unproven'
            ? html`<a class="button primary" href="${portalAddresses.signInAtSchool}?unproven"
                >${messages.withOwnKey}</a
              >`
            : html`<a class="button primary" href="${portalAddresses.signIn}">${messages.again}</a>`
        }
      </p>`,
  });
}
