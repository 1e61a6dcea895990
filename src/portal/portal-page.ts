import { html, type Markup } from '../http/markup.ts';
import { renderPage, type PageFrame } from '../http/page.ts';
import type { ScriptName } from '../http/assets.ts';
import { portalAddresses } from './addresses.ts';
import { portalMessagesIn } from './languages/messages-in.ts';

/** A part of the portal that has a place in its navigation. */
export type PortalPart = 'today' | 'services' | 'agreements' | 'people' | 'schools' | 'factors' | 'account';

/** What every page of the portal needs to know. */
export interface PortalFrame extends PageFrame {
  /** The parts that this account may open, in their order; empty while nobody is signed in. */
  readonly parts: readonly PortalPart[];
  /** A form on it is filled in with what was sent before a factor had to be shown. */
  readonly hasKeptForm?: boolean;
}

interface PortalPage extends PortalFrame {
  readonly title: string;
  readonly body: Markup;
  readonly current?: PortalPart;
  readonly scripts?: readonly ScriptName[];
}

export function renderPortalPage(page: PortalPage): string {
  return renderPage({
    ...page,
    styleSheets: ['portal.css'],
    ...(page.parts.length === 0 ? {} : { navigation: navigation(page) }),
    body: html`<div class="card portal">${page.hasKeptForm === true && kept(page)}${page.body}</div>`,
  });
}

function kept({ language }: PortalPage): Markup {
  return html`<p class="attention" role="status">${portalMessagesIn(language).keptForm}</p>`;
}

const addressOf = {
  today: portalAddresses.home,
  services: portalAddresses.services,
  agreements: portalAddresses.agreements,
  people: portalAddresses.people,
  schools: portalAddresses.schools,
  factors: portalAddresses.factors,
  account: portalAddresses.account,
} as const satisfies Record<PortalPart, string>;

function navigation({ language, parts, current }: PortalPage): Markup {
  const messages = portalMessagesIn(language).navigation;
  return html`<nav class="portal-navigation" aria-label="${messages.label}">
    <ul>
      ${parts.map(
        (part) =>
          html`<li>
            <a href="${addressOf[part]}" ${part === current && html`aria-current="page"`}
              >${messages[part]}</a
            >
          </li>`,
      )}
      <li>
        <form method="post" action="${portalAddresses.signOut}">
          <button type="submit">${messages.signOut}</button>
        </form>
      </li>
    </ul>
  </nav>`;
}
