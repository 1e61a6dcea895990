import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { choiceLink, choiceList, hiddenInputs } from './choices.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

/** More than this nobody reads, and it keeps the page small on a slow tablet. */
export const maximumResults = 50;

export interface SchoolChoice {
  readonly id: string;
  readonly name: string;
  readonly town: string;
  readonly brin?: string | undefined;
  readonly continueUrl: string;
}

export interface SchoolResults {
  readonly language: Language;
  /** What was searched for; empty for the first view. */
  readonly query: string;
  readonly results: readonly SchoolChoice[];
  /** How many schools match, also those not in `results`. */
  readonly total: number;
}

export interface ChooseSchool extends PageFrame, SchoolResults {
  readonly serviceName: string;
  readonly remembered?:
    | {
        readonly name: string;
        readonly town: string;
        readonly continueUrl: string;
        readonly forgetAction: string;
        /** The last sign-in there failed: it may have been the wrong school. */
        readonly failed: boolean;
      }
    | undefined;
  /** Path that answers the search with this page, and with `X-Fragment: results` with the results alone. */
  readonly searchAction: string;
  readonly hiddenFields: Readonly<Record<string, string>>;
}

export function renderChooseSchool(page: ChooseSchool): string {
  const messages = loginMessagesIn(page.language).chooseSchool;
  return renderPage({
    ...page,
    title: messages.title,
    scripts: ['choose-school.js'],
    body: html`<div class="card">
      ${journey('school')}
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.serviceName)}</p>
      ${page.remembered !== undefined && remembered(page, page.remembered)} ${searchForm(page)}
      <div id="results">${schoolResults(page)}</div>
      <p class="visually-hidden" role="status" id="announcement"></p>
    </div>`,
  });
}

/** Only the list: what the script on the page asks for while somebody types. */
export function renderSchoolResults(found: SchoolResults): string {
  return schoolResults(found).toString();
}

function remembered(page: ChooseSchool, school: NonNullable<ChooseSchool['remembered']>): Markup {
  const messages = loginMessagesIn(page.language).chooseSchool;
  return html`<section class="remembered">
    <p>${messages.lastTime}</p>
    ${choiceLink({ title: school.name, detail: school.town, url: school.continueUrl }, 'school', school.failed ? 'plain' : 'strong')}
    <form method="post" action="${school.forgetAction}">
      ${hiddenInputs(page.hiddenFields)}<button class="quiet" type="submit">${messages.forget}</button>
    </form>
    <h2>${messages.otherSchool}</h2>
  </section>`;
}

function searchForm(page: ChooseSchool): Markup {
  const messages = loginMessagesIn(page.language).chooseSchool;
  return html`<form class="search" method="get" action="${page.searchAction}" role="search" data-search>
    ${hiddenInputs(page.hiddenFields)}
    <label for="q">${messages.searchLabel}</label>
    <p class="hint" id="search-hint">${messages.searchHint}</p>
    <div class="search-row">
      <input
        id="q"
        name="q"
        type="search"
        value="${page.query}"
        maxlength="100"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-describedby="search-hint"
      />
      <button class="button primary" type="submit">
        ${pictogram('search')}<span>${messages.searchButton}</span>
      </button>
    </div>
  </form>`;
}

function schoolResults(found: SchoolResults): Markup {
  const messages = loginMessagesIn(found.language).chooseSchool;
  const shown = found.results.slice(0, maximumResults);
  const searched = found.query.trim() !== '';
  if (searched && shown.length === 0) {
    return html`<div class="empty">
      <p data-announce><strong>${messages.nothing(found.query.trim())}</strong></p>
      <p>${messages.nothingAction}</p>
    </div>`;
  }
  if (!searched && (shown.length === 0 || found.total > shown.length)) {
    return html`<p class="empty" data-announce>${messages.typeFirst}</p>`;
  }
  return html`<h2 class="count" data-announce>${searched ? messages.count(found.total) : messages.all}</h2>
    ${choiceList(shown.map(asChoice), 'school')}
    ${found.total > shown.length && html`<p class="hint">${messages.more(shown.length, found.total)}</p>`}`;
}

function asChoice(school: SchoolChoice) {
  const detail = school.brin === undefined ? school.town : `${school.town} · ${school.brin}`;
  return { title: school.name, detail, url: school.continueUrl };
}
