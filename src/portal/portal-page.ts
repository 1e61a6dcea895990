import { html, type Markup } from '../http/markup.ts';
import { renderPage, type PageFrame } from '../http/page.ts';
import type { ScriptName } from '../http/assets.ts';
import { portalAddresses } from './addresses.ts';
import { portalMessagesIn } from './languages/messages-in.ts';

/** A part of the portal that has a place in its navigation. */
export type PortalPart =
  | 'today'
  | 'services'
  | 'helpDesk'
  | 'questions'
  | 'agreements'
  | 'people'
  | 'schools'
  | 'factors'
  | 'account';

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
  helpDesk: portalAddresses.helpDesk,
  questions: portalAddresses.questions,
  agreements: portalAddresses.agreements,
  people: portalAddresses.people,
  schools: portalAddresses.schools,
  factors: portalAddresses.factors,
  account: portalAddresses.account,
} as const satisfies Record<PortalPart, string>;

/** What a school comes for most; the rest is behind one word. */
const first: ReadonlySet<PortalPart> = new Set(['today', 'services', 'helpDesk', 'questions']);

function navigation(page: PortalPage): Markup {
  const shown = page.parts.filter((part) => first.has(part));
  const others = page.parts.filter((part) => !first.has(part));
  return html`<nav class="portal-navigation" aria-label="${portalMessagesIn(page.language).navigation.label}">
    <ul>
      ${shown.map((part) => partLink(page, part))}
      ${shown.length > 0 ? more(page, others) : [...others.map((part) => partLink(page, part)), signOut(page)]}
    </ul>
  </nav>`;
}

function partLink({ language, current }: PortalPage, part: PortalPart): Markup {
  return html`<li>
    <a href="${addressOf[part]}" ${part === current && html`aria-current="page"`}
      >${portalMessagesIn(language).navigation[part]}</a
    >
  </li>`;
}

function more(page: PortalPage, others: readonly PortalPart[]): Markup {
  const isHere = page.current !== undefined && others.includes(page.current);
  return html`<li class="more">
    <details>
      <summary ${isHere && html`class="here"`}>${portalMessagesIn(page.language).navigation.more}</summary>
      <ul>
        ${others.map((part) => partLink(page, part))} ${signOut(page)}
      </ul>
    </details>
  </li>`;
}

function signOut({ language }: PortalPage): Markup {
  return html`<li>
    <form method="post" action="${portalAddresses.signOut}">
      <button type="submit">${portalMessagesIn(language).navigation.signOut}</button>
    </form>
  </li>`;
}
