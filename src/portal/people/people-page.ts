import type { Language } from '../../domain/language.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type { Invitation } from '../../domain/portal-accounts.ts';
import { html, type Markup } from '../../http/markup.ts';
import { breakable } from '../../http/written-text.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { ResetTrouble, WrongField } from '../languages/messages.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { SchoolName } from '../names.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { KeptPeopleForm } from './kept-people-form.ts';
import { renderReset, renderResetRefused, type ShownReset } from './reset-part.ts';
import { lastSeenText, renderRole } from './role-line.ts';
import type { ShownAccount } from './shown-account.ts';

/** With what of a reset is for whoever reads the page. */
export interface ShownPerson extends ShownAccount {
  readonly reset?: ShownReset | undefined;
}

export interface ShownInvitation {
  readonly invitation: Invitation;
  readonly openUntil: CalendarDay;
  readonly mayWithdraw: boolean;
}

interface PeoplePage extends PortalFrame {
  readonly partyName: string;
  readonly accounts: readonly ShownPerson[];
  /** Who last said that they all are right, and when. */
  readonly review?: { readonly on: CalendarDay; readonly by: string | undefined } | undefined;
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
      ${page.review !== undefined && reviewed(page, page.review)}
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

function reviewed({ language }: PeoplePage, { on, by }: NonNullable<PeoplePage['review']>): Markup {
  const { review: messages } = portalMessagesIn(language);
  const day = dayForPeople(on, language);
  return html`<p class="state">${by === undefined ? messages.last(day) : messages.lastBy(day, by)}</p>`;
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

function person(page: PeoplePage, shown: ShownPerson): Markup {
  const { account, isOwn, isStandIn, mayBeStandIn, roles, reset } = shown;
  const { people: messages } = portalMessagesIn(page.language);
  return html`<li>
    <h2>${account.name}${isOwn && html` (${messages.you})`}</h2>
    <p class="state">
      ${breakable(account.email)}. ${lastSeenText(account, page.language)}. ${isStandIn && messages.standIn}
    </p>
    ${roles.map((each) => renderRole(page, account, each))}
    ${
      mayBeStandIn &&
      html`<form method="post" action="${portalAddresses.nameStandIn}">
        <input type="hidden" name="account" value="${account.id}" />
        <button class="button secondary" type="submit">${messages.nameStandIn(account.name)}</button>
      </form>`
    }
    ${reset !== undefined && renderReset(page.language, account, { ...reset, kept: page.kept })}
  </li>`;
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
