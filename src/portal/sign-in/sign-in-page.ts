import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

export interface SignInPage extends PortalFrame {
  /** Somebody signed out just now. */
  readonly signedOut: boolean;
}

export function renderSignIn(page: SignInPage): string {
  const messages = portalMessagesIn(page.language).signIn;
  return renderPortalPage({
    ...page,
    title: messages.title,
    body: html`${page.signedOut && html`<p role="status"><strong>${messages.signedOut}</strong></p>`}
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <p class="actions">
        <a class="button primary" href="${portalAddresses.signInAtSchool}">${messages.atSchool}</a>
      </p>
      <p class="hint">${messages.atSchoolHint}</p>
      <p><a class="quiet" href="${portalAddresses.signInWithPasskey}">${messages.withPasskey}</a></p>
      <p class="hint">${messages.noAccount}</p>`,
  });
}
