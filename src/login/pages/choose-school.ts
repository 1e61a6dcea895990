import type { Language } from '../../domain/language.ts';
import { renderAnnouncements, type ShownAnnouncement } from '../../http/announcements.ts';
import { html, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import type { SchoolHelp } from '../../http/school-help.ts';
import { choiceLink, choiceList, hiddenInputs, type Choice } from './choices.ts';
import { renderDoesNotWork } from './does-not-work.ts';
import { journey } from './journey.ts';
import type { PublicReason } from '../public-reason.ts';
import { loginMessagesIn } from './languages/messages-in.ts';
import { searchForm } from './search-form.ts';

/** More than this nobody reads, and it keeps the page small on a slow tablet. */
export const maximumResults = 50;
/** Of schools that do not take part: enough to find one's own. */
export const maximumNotTakingPart = 10;

export interface SchoolChoice {
  readonly id: string;
  readonly name: string;
  readonly town: string;
  readonly brin?: string | undefined;
  readonly continueUrl: string;
  /** Why the school does not take part; absent when it does. */
  readonly notTakingPart?: PublicReason | undefined;
}

export interface SchoolResults {
  readonly language: Language;
  /** What was searched for; empty for the first view. */
  readonly query: string;
  readonly results: readonly SchoolChoice[];
  /** How many schools match, also those not in `results`. */
  readonly total: number;
  /** Schools that match and do not take part in the service. */
  readonly notTakingPart: { readonly results: readonly SchoolChoice[]; readonly total: number };
}

export interface Remembered extends Pick<SchoolChoice, 'name' | 'town' | 'continueUrl' | 'notTakingPart'> {
  readonly forgetAction: string;
  /** The last sign-in there failed: it may have been the wrong school. */
  readonly failed: boolean;
  readonly help?: SchoolHelp | undefined;
}

export interface ChooseSchool extends PageFrame, SchoolResults {
  readonly serviceName: string;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  readonly remembered?: Remembered | undefined;
  /** Of the school that the supplier sent the person to, where the device remembers none. */
  readonly help?: SchoolHelp | undefined;
  /** The page answers a search: whoever searched can go on typing. */
  readonly searchHasFocus?: boolean;
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
      ${renderAnnouncements(page.language, page.announcements ?? [])}
      ${page.remembered !== undefined && remembered(page, page.remembered)} ${schoolSearch(page)}
      <div id="results">${schoolResults(page)}</div>
      ${page.help !== undefined && renderDoesNotWork(page.language, page.help)}
      <p class="visually-hidden" role="status" id="announcement"></p>
    </div>`,
  });
}

/** Only the list: what the script on the page asks for while somebody types. */
export function renderSchoolResults(found: SchoolResults): string {
  return schoolResults(found).toString();
}

function remembered(page: ChooseSchool, school: Remembered): Markup {
  const messages = loginMessagesIn(page.language).chooseSchool;
  const choice = asChoice({ ...school, brin: undefined }, page.language);
  const isLikely = !school.failed && school.notTakingPart === undefined;
  return html`<section class="remembered">
    <p>${messages.lastTime}</p>
    ${choiceLink(choice, 'school', isLikely ? 'strong' : 'plain')}
    ${school.help !== undefined && renderDoesNotWork(page.language, school.help)}
    <form method="post" action="${school.forgetAction}">
      ${hiddenInputs(page.hiddenFields)}<button class="quiet" type="submit">${messages.forget}</button>
    </form>
    <h2>${messages.otherSchool}</h2>
  </section>`;
}

function schoolSearch(page: ChooseSchool): Markup {
  const messages = loginMessagesIn(page.language).chooseSchool;
  return searchForm({
    label: messages.searchLabel,
    hint: messages.searchHint,
    button: messages.searchButton,
    query: page.query,
    action: page.searchAction,
    hiddenFields: page.hiddenFields,
    hasFocus: page.searchHasFocus,
    whileTyping: true,
  });
}

function schoolResults(found: SchoolResults): Markup {
  const messages = loginMessagesIn(found.language).chooseSchool;
  const searched = found.query.trim() !== '';
  const others = searched ? schoolsNotTakingPart(found) : undefined;
  if (found.results.length > 0 && (searched || found.total <= found.results.length)) {
    return html`<h2 class="count" data-announce>${searched ? messages.count(found.total) : messages.all}</h2>
      ${choicesOf(found.results, found.language)}
      ${found.total > found.results.length && html`<p class="hint">${messages.more(found.results.length, found.total)}</p>`}
      ${others}`;
  }
  if (!searched) return html`<p class="empty" data-announce>${messages.typeFirst}</p>`;
  return (
    others ??
    html`<div class="empty">
      <p data-announce><strong>${messages.nothing(found.query.trim())}</strong></p>
      <p>${messages.nothingAction}</p>
    </div>`
  );
}

function schoolsNotTakingPart(found: SchoolResults): Markup | undefined {
  const messages = loginMessagesIn(found.language).chooseSchool;
  const { results, total } = found.notTakingPart;
  const isAllThatWasFound = found.total === 0;
  if (results.length === 0) return undefined;
  return html`<h2 class="count" ${isAllThatWasFound && 'data-announce'}>
      ${isAllThatWasFound ? messages.onlyNotTakingPart(total) : messages.notTakingPart(total)}
    </h2>
    ${choicesOf(results, found.language)}
    ${total > results.length && html`<p class="hint">${messages.moreNotTakingPart(results.length, total)}</p>`}`;
}

function choicesOf(schools: readonly SchoolChoice[], language: Language): Markup {
  return choiceList(
    schools.map((school) => asChoice(school, language)),
    'school',
  );
}

function asChoice(
  school: Pick<SchoolChoice, 'name' | 'town' | 'brin' | 'continueUrl' | 'notTakingPart'>,
  language: Language,
): Choice {
  const { whyNotTakingPart } = loginMessagesIn(language).chooseSchool;
  return {
    title: school.name,
    detail: school.brin === undefined ? school.town : `${school.town} · ${school.brin}`,
    note: school.notTakingPart && whyNotTakingPart[school.notTakingPart],
    url: school.continueUrl,
  };
}
