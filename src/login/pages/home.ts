import { html, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { choiceList } from './choices.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';
import { searchForm } from './search-form.ts';

export interface Home extends PageFrame {
  /** Name of the school at which somebody is signed in on this device: whoever reads this may be somebody else. */
  readonly signedInSchool?: string | undefined;
  /** Those on this page. */
  readonly services: readonly {
    readonly name: string;
    readonly description: string;
    readonly startUrl: string;
  }[];
  /** Absent while all services fit on one page. */
  readonly search?: {
    readonly query: string;
    /** How many match. */
    readonly total: number;
    /** From 1. */
    readonly page: number;
    readonly pages: number;
  };
  readonly searchHasFocus?: boolean;
}

/** The front page: for pupils who end up here, and for a school that wants to know what this is. */
export function renderHome(page: Home): string {
  const messages = loginMessagesIn(page.language).home;
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="home">
      ${page.signedInSchool !== undefined && signedIn(page, page.signedInSchool)}
      <section class="card">
        ${journey('gate')}
        <h1>${messages.title}</h1>
        <p class="lead">${messages.lead}</p>
        ${services(page)}
      </section>
      <section>
        <h2>${messages.howTitle}</h2>
        ${steps(messages.steps)}
      </section>
      <section class="turn">
        <h2>${messages.privacyTitle}</h2>
        <p>${messages.privacy}</p>
      </section>
    </div>`,
  });
}

function signedIn({ language }: Home, school: string): Markup {
  const messages = loginMessagesIn(language).home;
  return html`<section class="card signed-in">
    <p>${pictogram('person')}<strong>${messages.signedIn(school)}</strong></p>
    <p class="hint">${messages.notYou}</p>
    <p class="actions"><a class="button secondary" href="/logout">${messages.signOut}</a></p>
  </section>`;
}

function services(page: Home): Markup | undefined {
  const messages = loginMessagesIn(page.language).home;
  if (page.services.length === 0 && page.search === undefined) return undefined;
  const choices = page.services.map(({ name, description, startUrl }) => ({
    title: name,
    detail: description,
    url: startUrl,
  }));
  return html`<h2 id="services">${messages.services}</h2>
    <p class="hint">${messages.servicesHint}</p>
    ${page.search !== undefined && search(page, page.search)} ${choiceList(choices, 'tablet')}
    ${page.search !== undefined && paging(page, page.search)}`;
}

function search(page: Home, { query, total }: NonNullable<Home['search']>): Markup {
  const messages = loginMessagesIn(page.language).home;
  return html`${searchForm({
    label: messages.searchLabel,
    hint: messages.searchHint,
    button: messages.searchButton,
    query,
    action: '/',
    hasFocus: page.searchHasFocus,
  })}
  ${query.trim() !== '' && html`<p role="status"><strong>${total === 0 ? messages.nothing(query.trim()) : messages.count(total)}</strong></p>`}
  ${query.trim() !== '' && html`<p><a class="quiet" href="/">${messages.showAll}</a></p>`}`;
}

function paging({ language }: Home, { query, page, pages }: NonNullable<Home['search']>): Markup | undefined {
  const messages = loginMessagesIn(language).home;
  if (pages === 1) return undefined;
  const link = (to: number, label: string): Markup | undefined =>
    to < 1 || to > pages
      ? undefined
      : html`<a class="button secondary" href="${addressOf(query, to)}" rel="${to < page ? 'prev' : 'next'}"
          >${label}</a
        >`;
  return html`<nav class="paging" aria-label="${messages.paging}">
    ${link(page - 1, messages.previous)}
    <p>${messages.pageOf(page, pages)}</p>
    ${link(page + 1, messages.next)}
  </nav>`;
}

function addressOf(query: string, page: number): string {
  return `/?${new URLSearchParams({ ...(query === '' ? {} : { q: query }), page: String(page) }).toString()}#services`;
}

function steps(all: readonly { readonly title: string; readonly text: string }[]): Markup {
  const icons = ['school', 'lock', 'tablet'] as const;
  return html`<ol class="steps">
    ${all.map(
      ({ title, text }, index) =>
        html`<li>
          ${pictogram(icons[index % icons.length] ?? 'arrow', 'large')}
          <div>
            <h3>${title}</h3>
            <p>${text}</p>
          </div>
        </li>`,
    )}
  </ol>`;
}
