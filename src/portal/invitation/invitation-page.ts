import type { Invitation } from '../../domain/portal-accounts.ts';
import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { limitsText, type SchoolName } from '../names.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

interface InvitationPage extends PortalFrame {
  readonly invitation: Invitation;
  readonly partyName: string;
  readonly schoolName: SchoolName;
}

export function renderInvitation({ invitation, partyName, schoolName, ...page }: InvitationPage): string {
  const { invitation: messages, roles } = portalMessagesIn(page.language);
  const steps = invitation.signIn === 'school' ? messages.steps : messages.stepsWithPasskey;
  return renderPortalPage({
    ...page,
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead(partyName)}</p>
      <h2>${messages.rolesTitle}</h2>
      <dl class="facts">
        ${invitation.roles.map(
          (held) =>
            html`<div>
              <dt>${roles[held.role].name}</dt>
              <dd>${roles[held.role].does} ${limitsText(held, page.language, schoolName)}</dd>
            </div>`,
        )}
      </dl>
      <h2>${messages.stepsTitle}</h2>
      <ol class="steps-of">
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      ${
        invitation.signIn === 'school' &&
        html`<h2>${messages.sharedTitle}</h2>
          <p>${messages.shared}</p>`
      }
      <form method="post" action="${portalAddresses.invitation}">
        <p class="actions"><button class="button primary" type="submit">${messages.accept}</button></p>
      </form>`,
  });
}

/** The browser has it; a link leads on, because no form may lead to another site. */
export function renderTaken(page: PortalFrame): string {
  const messages = portalMessagesIn(page.language).invitation;
  return renderPortalPage({
    ...page,
    title: messages.takenTitle,
    body: html`<h1>${messages.takenTitle}</h1>
      <p>${messages.taken}</p>
      <ol class="steps-of">
        ${messages.steps.map((step, index) => html`<li ${index === 1 && html`aria-current="step"`}>${step}</li>`)}
      </ol>
      <p class="actions">
        <a class="button primary" href="${portalAddresses.takenInvitation}?school">${messages.toSchool}</a>
      </p>`,
  });
}

export function renderGone(page: PortalFrame): string {
  const messages = portalMessagesIn(page.language).invitation;
  return renderPortalPage({
    ...page,
    title: messages.goneTitle,
    body: html`<h1>${messages.goneTitle}</h1>
      <p>${messages.gone}</p>
      <p>${messages.goneAction}</p>`,
  });
}

/** Somebody accepted who may not have these roles: own invitations, roles that exclude one another, or an inviter who may no more. */
export function renderNotForYou(page: PortalFrame): string {
  const messages = portalMessagesIn(page.language).invitation;
  return renderPortalPage({
    ...page,
    title: messages.goneTitle,
    body: html`<h1>${messages.goneTitle}</h1>
      <p>${messages.notForYou}</p>
      <p>${messages.goneAction}</p>`,
  });
}
