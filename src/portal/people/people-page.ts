import type { Language } from '../../domain/language.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type { Invitation, PortalAccount } from '../../domain/portal-accounts.ts';
import type { HeldRole } from '../../domain/portal-roles.ts';
import { html, type Markup } from '../../http/markup.ts';
import { breakable } from '../../http/written-text.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { ResetTrouble, WrongField } from '../languages/messages.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { limitsText, type SchoolName } from '../names.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { keptAt, type KeptPeopleForm } from './kept-people-form.ts';
import { renderReset, renderResetRefused, type ShownReset } from './reset-part.ts';

export interface ShownRole {
  readonly held: HeldRole;
  readonly mayConfirm: boolean;
  readonly mayWithdraw: boolean;
}

export interface ShownAccount {
  readonly account: PortalAccount;
  readonly isOwn: boolean;
  readonly roles: readonly ShownRole[];
  /** Absent: nothing of a reset is for whoever reads the page. */
  readonly reset?: ShownReset | undefined;
}

export interface ShownInvitation {
  readonly invitation: Invitation;
  readonly openUntil: CalendarDay;
  readonly mayWithdraw: boolean;
}

interface PeoplePage extends PortalFrame {
  readonly partyName: string;
  readonly accounts: readonly ShownAccount[];
  readonly invitations: readonly ShownInvitation[];
  readonly mayInvite: boolean;
  readonly schoolName: SchoolName;
  /** Something was just done, or what stood in its way. */
  readonly outcome?: Outcome | undefined;
  /** Filled in before a factor had to be shown. */
  readonly kept?: KeptPeopleForm | undefined;
}

export type Outcome =
  { readonly done: true } | { readonly wrong: WrongField } | { readonly resetRefused: ResetTrouble };

export function renderPeople(page: PeoplePage): string {
  const { people: messages } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    current: 'people',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.partyName)}</p>
      ${page.outcome !== undefined && outcome(page, page.outcome)}
      ${
        page.mayInvite &&
        html`<p class="actions">
          <a class="button primary" href="${portalAddresses.invite}">${messages.inviteTitle}</a>
        </p>`
      }
      <ul class="people">
        ${page.accounts.map((shown) => person(page, shown))}
      </ul>
      ${
        page.invitations.length > 0 &&
        html`<h2>${messages.invitationsTitle}</h2>
          <ul class="people">
            ${page.invitations.map((shown) => invitation(page, shown))}
          </ul>`
      }`,
  });
}

function outcome({ language }: PeoplePage, shown: Outcome): Markup {
  const { people: messages } = portalMessagesIn(language);
  if ('done' in shown) return html`<p role="status"><strong>${messages.done}</strong></p>`;
  return 'wrong' in shown
    ? renderWrong(language, shown.wrong)
    : renderResetRefused(language, shown.resetRefused);
}

export function renderWrong(language: Language, field: WrongField): Markup {
  const { people: messages } = portalMessagesIn(language);
  return html`<div class="wrong" role="alert">
    <p><strong>${messages.wrongTitle}</strong></p>
    <p>${messages.wrong[field]}</p>
  </div>`;
}

function person(page: PeoplePage, { account, isOwn, roles, reset }: ShownAccount): Markup {
  const { people: messages } = portalMessagesIn(page.language);
  const seen =
    account.lastUsedOn === undefined
      ? messages.neverSeen
      : messages.lastSeen(dayForPeople(account.lastUsedOn, page.language));
  return html`<li>
    <h2>${account.name}${isOwn && html` (${messages.you})`}</h2>
    <p class="state">${breakable(account.email)}. ${seen}.</p>
    ${roles.map((shown) => role(page, account, shown))}
    ${reset !== undefined && renderReset(page.language, account, { ...reset, kept: page.kept })}
  </li>`;
}

function role(page: PeoplePage, account: PortalAccount, shown: ShownRole): Markup {
  const { people: messages, roles } = portalMessagesIn(page.language);
  const { held, mayConfirm, mayWithdraw } = shown;
  const kept = keptAt(portalAddresses.withdraw, page.kept, account, held.role);
  const fields = html`<input type="hidden" name="account" value="${account.id}" /><input
      type="hidden"
      name="role"
      value="${held.role}"
    /><input type="hidden" name="version" value="${account.version}" />`;
  return html`<div class="role-line">
      <p>
        <strong>${roles[held.role].name}</strong
        >${held.confirmedAt === undefined && html` (${messages.waits})`}.
        ${limitsText(held, page.language, page.schoolName)}
        ${held.comparedAddress !== undefined && messages.comparedAddress[held.comparedAddress]}
      </p>
      ${
        mayWithdraw &&
        html`<details ${kept !== undefined && html`open`}>
          <summary class="quiet">
            ${messages.withdraw}<span class="visually-hidden">
              ${account.name}, ${roles[held.role].name}</span
            >
          </summary>
          <form method="post" action="${portalAddresses.withdraw}" class="fields">
            ${fields}
            <p class="field">
              <label for="why-${account.id}-${held.role}">${messages.reason}</label>
              <input
                type="text"
                id="why-${account.id}-${held.role}"
                name="reason"
                value="${kept?.reason}"
                required
                maxlength="200"
              />
            </p>
            <button class="button secondary" type="submit">${messages.withdraw}</button>
          </form>
        </details>`
      }
    </div>
    ${
      mayConfirm &&
      html`<form method="post" action="${portalAddresses.confirm}">
        ${fields}
        <button class="button secondary" type="submit">${messages.confirm(account.name)}</button>
      </form>`
    }`;
}

function invitation(page: PeoplePage, { invitation: open, openUntil, mayWithdraw }: ShownInvitation): Markup {
  const { people: messages, roles } = portalMessagesIn(page.language);
  return html`<li>
    <h3>${open.name}</h3>
    <p class="state">
      ${breakable(open.email)}. ${messages.openUntil(dayForPeople(openUntil, page.language))}.
    </p>
    <p>${open.roles.map(({ role: name }) => roles[name].name).join(', ')}</p>
    ${
      mayWithdraw &&
      html`<form method="post" action="${portalAddresses.withdrawInvitation}">
        <input type="hidden" name="invitation" value="${open.id}" />
        <button class="quiet" type="submit">
          ${messages.withdrawInvitation}<span class="visually-hidden"> ${open.name}</span>
        </button>
      </form>`
    }
  </li>`;
}
