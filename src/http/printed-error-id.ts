import type { ErrorId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import { shortErrorIdOf, spokenIn } from '../domain/short-error-id.ts';
import { messagesIn } from './languages/messages-in.ts';
import { html, type Markup } from './markup.ts';

/** The error id of a page, and who reads it. */
export interface PrintedErrorId {
  readonly errorId: ErrorId;
  /** The audit trail has the event, with its school: then the short error id is found, and stands on the page too. */
  readonly isFoundBySchool: boolean;
  /** Works at the school, and is no pupil who has a teacher to tell. */
  readonly isOfStaff?: boolean | undefined;
}

/** What somebody tells on: two words and a number for the class, the ten signs for the help desk. */
export function renderErrorId(language: Language, printed: PrintedErrorId): Markup {
  const messages = messagesIn(language).errorId;
  return html`<div class="error-id">
    ${renderShortErrorId(language, printed)}
    <p class="long-error-id">
      ${messages.long} <code>${printed.errorId}</code><br />
      <span>${printed.isFoundBySchool ? messages.longUse : messages.use}</span>
    </p>
  </div>`;
}

/** The short one alone, where it would be found. */
export function renderShortErrorId(
  language: Language,
  { errorId, isFoundBySchool, isOfStaff = false }: PrintedErrorId,
): Markup | undefined {
  if (!isFoundBySchool) return undefined;
  const { tellTeacher, tellHelpDesk } = messagesIn(language).errorId;
  const spoken = spokenIn(language, shortErrorIdOf(errorId));
  return html`<p class="short-error-id">
    ${isOfStaff ? tellHelpDesk : tellTeacher} <strong>${spoken}</strong>
  </p>`;
}
