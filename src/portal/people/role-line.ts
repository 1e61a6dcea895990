import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { HeldRole } from '../../domain/portal-roles.ts';
import { html, type Markup, type MarkupPart } from '../../http/markup.ts';
import { unusedSchoolDays } from '../../rights/roles-in-force.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { limitsText, type SchoolName } from '../names.ts';
import { keptAt, type KeptPeopleForm } from './kept-people-form.ts';
import type { ShownRole } from './shown-account.ts';
import { renderReasonField } from '../reason-field.ts';

interface PageOfRoles {
  readonly language: Language;
  readonly schoolName: SchoolName;
  /** Filled in before a factor had to be shown. */
  readonly kept?: KeptPeopleForm | undefined;
}

/** A role of an account, how things stand with it, and what whoever reads the page may do about it. */
export function renderRole(page: PageOfRoles, account: PortalAccount, shown: ShownRole): Markup {
  const { people: messages, roles } = portalMessagesIn(page.language);
  const { held, hasLapsed, mayConfirm, mayWithdraw } = shown;
  return html`<div class="role-line">
      <p>
        <strong>${roles[held.role].name}</strong>${roleState(page.language, held, hasLapsed)}.
        ${limitsText(held, page.language, page.schoolName)}
        ${held.comparedAddress !== undefined && messages.comparedAddress[held.comparedAddress]}
      </p>
      ${mayWithdraw && withdrawal(page, account, shown)}
    </div>
    ${
      mayConfirm &&
      html`<form method="post" action="${portalAddresses.confirm}">
        ${fields(account, shown)}
        <button class="button secondary" type="submit">
          ${hasLapsed ? messages.confirmAnew(account.name, roles[held.role].name) : messages.confirm(account.name)}
        </button>
      </form>`
    }`;
}

/** Why a role does not act, in brackets; nothing where it does. */
export function roleState(language: Language, { confirmedAt }: HeldRole, hasLapsed: boolean): MarkupPart {
  const { people: messages } = portalMessagesIn(language);
  if (hasLapsed) return ` (${messages.lapsed(unusedSchoolDays)})`;
  return confirmedAt === undefined && ` (${messages.waits})`;
}

function withdrawal({ language, kept: form }: PageOfRoles, account: PortalAccount, shown: ShownRole): Markup {
  const { people: messages, roles } = portalMessagesIn(language);
  const { role } = shown.held;
  const kept = keptAt(portalAddresses.withdraw, form, account, role);
  return html`<details ${kept !== undefined && html`open`}>
    <summary class="quiet">
      ${messages.withdraw}<span class="visually-hidden"> ${account.name}, ${roles[role].name}</span>
    </summary>
    <form method="post" action="${portalAddresses.withdraw}" class="fields">
      ${fields(account, shown)}
      ${renderReasonField({ id: `why-${account.id}-${role}`, label: messages.reason, value: kept?.reason })}
      <button class="button secondary" type="submit">${messages.withdraw}</button>
    </form>
  </details>`;
}

/** Which role of whom it is about, as whoever reads the page sees it. */
function fields(account: PortalAccount, { held }: ShownRole): Markup {
  return html`<input type="hidden" name="account" value="${account.id}" /><input
      type="hidden"
      name="role"
      value="${held.role}"
    /><input type="hidden" name="version" value="${account.version}" />`;
}

/** When somebody was last here. */
export function lastSeenText({ lastUsedOn }: PortalAccount, language: Language): string {
  const { people: messages } = portalMessagesIn(language);
  return lastUsedOn === undefined
    ? messages.neverSeen
    : messages.lastSeen(dayForPeople(lastUsedOn, language));
}
