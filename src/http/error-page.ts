import type { ErrorCode } from '../domain/error-codes.ts';
import { languages, type Language } from '../domain/language.ts';
import { renderAnnouncements, type ShownAnnouncement } from './announcements.ts';
import { explain, type ErrorTopic } from './error-topic.ts';
import { messagesIn } from './languages/messages-in.ts';
import { renderShortErrorId, type PrintedErrorId } from './printed-error-id.ts';
import { html, linkTarget, type Markup } from './markup.ts';
import { renderNotice } from './notice.ts';
import { renderPage } from './page.ts';
import type { Pictogram } from './pictograms.ts';
import { renderSchoolHelp, type SchoolHelp } from './school-help.ts';

export interface ErrorPage extends PrintedErrorId {
  readonly language: Language;
  readonly code: ErrorCode;
  /** Where the service starts a login. */
  readonly startAgainUrl?: string | undefined;
  /** Whose request it was, where the page may say so. */
  readonly serviceName?: string | undefined;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  /** Of the school that the person chose or came from, where that is known. */
  readonly help?: SchoolHelp | undefined;
}

/**
 * The page about an error. The other language is on it too, folded away: a failed step can often not be asked
 * for a second time, so a language switch would show another error.
 */
export function renderErrorPage(page: ErrorPage): string {
  const { topic, whoseTurn } = explain(page.code);
  const messages = messagesIn(page.language);
  const text = messages.errors[topic];
  const startAgain = page.startAgainUrl === undefined ? undefined : linkTarget(page.startAgainUrl);
  const notice = renderNotice({
    language: page.language,
    pictogram: pictogramOf(topic),
    ...text,
    what: whatHappened(page.language, page),
    announcements: announcementsOn(page),
    whoseTurn,
    links: startAgain === undefined ? [] : [{ label: messages.startAgain, url: startAgain }],
    hint: aboutAccount.has(topic) ? messages.otherAccount : undefined,
    help: page.help,
    printed: page,
  });
  return renderPage({
    language: page.language,
    title: text.title,
    body: html`${notice}${languages.filter((other) => other !== page.language).map((other) => translation(other, page))}`,
  });
}

function whatHappened(language: Language, { code, serviceName }: ErrorPage): string {
  const { errors, aboutService } = messagesIn(language);
  const { what } = errors[explain(code).topic];
  return serviceName === undefined ? what : `${what} ${aboutService(serviceName)}`;
}

function translation(language: Language, page: ErrorPage): Markup {
  const { topic } = explain(page.code);
  const messages = messagesIn(language);
  const text = messages.errors[topic];
  return html`<details class="translation" lang="${language}">
    <summary>${messages.languageName}: ${text.title}</summary>
    <p>${whatHappened(language, page)}</p>
    ${renderAnnouncements(language, announcementsOn(page))}
    <p>${text.action}</p>
    ${aboutAccount.has(topic) && html`<p>${messages.otherAccount}</p>`} ${renderShortErrorId(language, page)}
    ${page.help !== undefined && renderSchoolHelp(language, page.help)}
  </details>`;
}

/** Nobody who typed an address wrongly is helped by trouble elsewhere. */
function announcementsOn({ code, announcements = [] }: ErrorPage): readonly ShownAnnouncement[] {
  return explain(code).topic === 'not_found' ? [] : announcements;
}

/** The school signed somebody in, and that account cannot be used: another one may be. */
const aboutAccount: ReadonlySet<ErrorTopic> = new Set([
  'sign_in_failed',
  'affiliation_unknown',
  'school_missing',
  'school_not_allowed',
  'identifier_missing',
  'other_school',
  'denied_by_school',
]);

function pictogramOf(topic: ErrorTopic): Pictogram {
  switch (topic) {
    case 'busy':
    case 'too_many_requests':
    case 'school_unreachable':
    case 'sign_in_lost':
      return 'clock';
    case 'school_missing':
    case 'school_not_allowed':
    case 'school_unknown':
    case 'other_school':
    case 'denied_by_school':
      return 'school';
    case 'affiliation_unknown':
    case 'identifier_missing':
    case 'sign_in_cancelled':
      return 'person';
    case 'bad_request':
    case 'address_unregistered':
    case 'not_found':
      return 'search';
    case 'sign_in_failed':
    case 'cross_site':
    case 'internal':
      return 'gate';
  }
}
