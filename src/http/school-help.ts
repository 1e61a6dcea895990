import type { SchoolId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import { messagesIn } from './languages/messages-in.ts';
import { html, linkTarget, type Markup } from './markup.ts';
import { breakable, inLanguage, type WrittenText } from './written-text.ts';

/** Many signed in lately; or nobody could since a moment, as people of each language write it. */
export type ShownSignIns = 'work' | { readonly failSince: Readonly<Record<Language, string>> };
export type SignInsAt = (school: SchoolId) => ShownSignIns | undefined;

/** Whom people of a school can ask. Only for pages of who chose that school or came from it. */
export interface SchoolHelp {
  readonly school: string;
  readonly board?: string | undefined;
  /** What the broker sees of sign-ins there; absent: nothing may be said. */
  readonly signIns?: ShownSignIns | undefined;
  readonly text?: WrittenText | undefined;
  readonly room?: WrittenText | undefined;
  readonly phone?: string | undefined;
  /** Where the school's own login lets somebody choose a new password. */
  readonly resetUrl?: string | undefined;
}

/** The part of a page that says which school and board it is about, and where that school helps. */
export function renderSchoolHelp(language: Language, help: SchoolHelp): Markup {
  const messages = messagesIn(language).schoolHelp;
  return html`<section class="school-help">
    <h2>${hasHelp(help) ? messages.title : messages.titleWithoutHelp}</h2>
    ${help.signIns !== undefined && html`<p class="sign-ins">${signInsLine(language, help.signIns)}</p>`}
    ${help.text !== undefined && html`<p>${inLanguage(language, help.text)}</p>`}
    <dl>
      ${fact(messages.school, help.school)} ${help.board !== undefined && fact(messages.board, help.board)}
      ${help.room !== undefined && fact(messages.room, inLanguage(language, help.room))}
      ${help.phone !== undefined && fact(messages.phone, help.phone)}
    </dl>
    ${help.resetUrl !== undefined && resetLink(messages.reset, help.resetUrl)}
  </section>`;
}

function signInsLine(language: Language, signIns: ShownSignIns): string {
  const messages = messagesIn(language).schoolHelp.signIns;
  return signIns === 'work' ? messages.work : messages.fail(signIns.failSince[language]);
}

function hasHelp({ text, room, phone, resetUrl }: SchoolHelp): boolean {
  return [text, room, phone, resetUrl].some((each) => each !== undefined);
}

function fact(term: string, value: Markup | string): Markup {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** The host is on the page: the only link that a school puts there says where it leads. */
function resetLink(label: string, url: string): Markup | undefined {
  const [target, host] = [linkTarget(url), URL.parse(url)?.host];
  if (target === undefined || host === undefined) return undefined;
  return html`<p><a href="${target}">${label} ${breakable(host)}</a></p>`;
}
