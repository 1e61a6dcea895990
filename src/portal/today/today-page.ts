import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';

interface TodayPage extends PortalFrame {
  readonly name: string;
  /** Roles of this account that nobody has confirmed yet. */
  readonly waiting: readonly PortalRole[];
  /** Whom this account can confirm. */
  readonly toConfirm: readonly { readonly name: string; readonly role: PortalRole }[];
  /** Whoever reads it can show by a code that they act for the board. */
  readonly typesCode: boolean;
  readonly isCodeWrong: boolean;
  /** Losing it would keep this person out. */
  readonly hasOneFactor: boolean;
}

export function renderToday(page: TodayPage): string {
  const { today: messages, roles } = portalMessagesIn(page.language);
  const isCalm = page.waiting.length === 0 && page.toConfirm.length === 0 && !page.hasOneFactor;
  return renderPortalPage({
    ...page,
    current: 'today',
    title: messages.title(page.name),
    body: html`<h1>${messages.title(page.name)}</h1>
      ${isCalm && html`<p class="calm">${messages.nothing}</p>`}
      ${
        page.waiting.length > 0 &&
        html`<p class="attention">
          ${messages.waiting(page.waiting.map((role) => roles[role].name).join(', '))}
        </p>`
      }
      ${page.typesCode && boardCode(page)} ${page.hasOneFactor && oneFactor(page)}
      ${page.toConfirm.map(
        ({ name, role }) =>
          html`<div class="attention">
            <p>${messages.toConfirm(name, roles[role].name)}</p>
            <p><a class="button secondary" href="${portalAddresses.people}">${messages.toPeople}</a></p>
          </div>`,
      )}`,
  });
}

function boardCode({ language, isCodeWrong }: TodayPage): Markup {
  const messages = portalMessagesIn(language).boardCode;
  return html`<form method="post" action="${portalAddresses.boardCode}" class="fields attention">
    <h2>${messages.title}</h2>
    <p>${messages.lead}</p>
    ${isCodeWrong && html`<p class="wrong" role="alert">${messages.wrong}</p>`}
    <p class="field">
      <label for="code">${messages.label}</label>
      <input
        type="text"
        id="code"
        name="code"
        autocomplete="off"
        autocapitalize="characters"
        maxlength="40"
        required
      />
    </p>
    <p><button class="button secondary" type="submit">${messages.send}</button></p>
  </form>`;
}

function oneFactor({ language }: TodayPage): Markup {
  const { factors: messages } = portalMessagesIn(language);
  return html`<div class="attention">
    <p>${messages.second}</p>
    <p><a class="button secondary" href="${portalAddresses.factors}">${messages.title}</a></p>
  </div>`;
}
