import { invitationDays } from '../../accounts/invitations.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';
import { html, type Markup } from '../../http/markup.ts';
import { breakable } from '../../http/written-text.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongField } from '../languages/messages.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderWrong } from './people-page.ts';

/** What somebody filled in. */
export interface Filled {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly until: string;
  readonly ground: string;
  readonly schools: readonly string[];
  readonly signIn: string;
}

export const nothingFilled: Filled = {
  name: '',
  email: '',
  role: '',
  until: '',
  ground: '',
  schools: [],
  signIn: 'school',
};

interface InvitePage extends PortalFrame {
  /** Those that this visitor may grant. */
  readonly roles: readonly PortalRole[];
  readonly schools: readonly { readonly id: string; readonly name: string }[];
  readonly filled: Filled;
  readonly wrong?: WrongField | undefined;
}

export function renderInvite(page: InvitePage): string {
  const { people: messages } = portalMessagesIn(page.language);
  const { filled } = page;
  return renderPortalPage({
    ...page,
    current: 'people',
    title: messages.inviteTitle,
    body: html`<h1>${messages.inviteTitle}</h1>
      <p class="lead">${messages.inviteLead(invitationDays)}</p>
      ${page.wrong !== undefined && renderWrong(page.language, page.wrong)}
      <form method="post" action="${portalAddresses.invite}" class="fields">
        ${textField('name', messages.inviteName, filled.name, { required: true })}
        ${textField('email', messages.inviteEmail, filled.email, { required: true, type: 'email' })}
        ${roleField(page)} ${page.schools.length > 1 && schoolsField(page)}
        ${textField('until', messages.inviteUntil, filled.until, { type: 'date', hint: messages.inviteUntilHint })}
        ${
          page.roles.includes('signer') &&
          textField('ground', messages.inviteGround, filled.ground, { hint: messages.inviteGroundHint })
        }
        ${signInField(page)}
        <p class="actions"><button class="button primary" type="submit">${messages.invite}</button></p>
      </form>`,
  });
}

function textField(
  name: string,
  label: string,
  value: string,
  more: { readonly type?: 'date' | 'email'; readonly hint?: string; readonly required?: boolean },
): Markup {
  const hintId = `${name}-hint`;
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${more.hint !== undefined && html`<p class="hint" id="${hintId}">${more.hint}</p>`}
    <input
      type="${more.type ?? 'text'}"
      id="${name}"
      name="${name}"
      value="${value}"
      autocomplete="off"
      maxlength="254"
      ${more.required === true && html`required`}
      ${more.hint !== undefined && html`aria-describedby="${hintId}"`}
    />
  </div>`;
}

function roleField({ language, roles, filled }: InvitePage): Markup {
  const { people: messages, roles: words } = portalMessagesIn(language);
  return html`<fieldset class="field">
    <legend>${messages.inviteRole}</legend>
    ${roles.map((role) =>
      option('radio', 'role', role, {
        isChosen: filled.role === role,
        label: words[role].name,
        hint: words[role].does,
      }),
    )}
  </fieldset>`;
}

function schoolsField({ language, schools, filled }: InvitePage): Markup {
  const { people: messages } = portalMessagesIn(language);
  return html`<fieldset class="field">
    <legend>${messages.inviteSchools}</legend>
    <p class="hint">${messages.inviteSchoolsHint}</p>
    ${schools.map(({ id, name }) =>
      option('checkbox', 'schools', id, { isChosen: filled.schools.includes(id), label: name }),
    )}
  </fieldset>`;
}

function signInField({ language, filled }: InvitePage): Markup {
  const { people: messages } = portalMessagesIn(language);
  return html`<fieldset class="field">
    <legend>${messages.inviteSignIn}</legend>
    ${option('radio', 'signIn', 'school', { isChosen: filled.signIn !== 'passkey', label: messages.signInSchool })}
    ${option('radio', 'signIn', 'passkey', { isChosen: filled.signIn === 'passkey', label: messages.signInPasskey })}
  </fieldset>`;
}

function option(
  type: 'radio' | 'checkbox',
  name: string,
  value: string,
  { isChosen, label, hint }: { readonly isChosen: boolean; readonly label: string; readonly hint?: string },
): Markup {
  return html`<label class="option">
    <input type="${type}" name="${name}" value="${value}" ${isChosen && html`checked`} />
    <span>${label}${hint !== undefined && html`<span class="hint">${hint}</span>`}</span>
  </label>`;
}

interface InvitedPage extends PortalFrame {
  readonly name: string;
  readonly email: string;
  /** Absent: it went by mail, and is not shown. */
  readonly link?: string;
}

export function renderInvited(page: InvitedPage): string {
  const { people: messages } = portalMessagesIn(page.language);
  const title =
    page.link === undefined ? messages.invitedByMailTitle(page.name) : messages.invitedTitle(page.name);
  return renderPortalPage({
    ...page,
    current: 'people',
    title,
    body: html`<h1>${title}</h1>
      ${page.link === undefined ? byMail(page) : byLink(page, page.link)}
      <p class="actions">
        <a class="button secondary" href="${portalAddresses.people}">${messages.title}</a>
      </p>`,
  });
}

function byMail({ language, email }: InvitedPage): Markup {
  const { people: messages } = portalMessagesIn(language);
  return html`<p>${messages.invitedByMail} <strong>${breakable(email)}</strong>.</p>
    <p>${messages.notArrived}</p>`;
}

function byLink({ language }: InvitedPage, link: string): Markup {
  const { people: messages } = portalMessagesIn(language);
  return html`<p>${messages.invited}</p>
    <p class="field"><strong>${messages.invitedLink}</strong></p>
    <p class="copied"><code>${link}</code></p>`;
}
