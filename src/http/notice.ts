import type { WhoseTurn } from '../domain/release.ts';
import type { Language } from '../domain/language.ts';
import { renderAnnouncements, type ShownAnnouncement } from './announcements.ts';
import { messagesIn } from './languages/messages-in.ts';
import { html, type Markup } from './markup.ts';
import { renderErrorId, type PrintedErrorId } from './printed-error-id.ts';
import { pictogram, type Pictogram } from './pictograms.ts';
import { renderSchoolHelp, type SchoolHelp } from './school-help.ts';

/** A page that tells why somebody cannot go on, whose turn it is and what to do. */
export interface Notice {
  readonly language: Language;
  readonly pictogram: Pictogram;
  readonly title: string;
  readonly what: string;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  readonly whoseTurn: WhoseTurn;
  /** Name of the school, board or supplier whose turn it is. */
  readonly whoseName?: string | undefined;
  readonly action: string;
  /** Ways out, the most useful one first. */
  readonly links?: readonly WayOut[];
  /** A last word below the ways out. */
  readonly hint?: string | undefined;
  readonly help?: SchoolHelp | undefined;
  readonly printed?: PrintedErrorId | undefined;
}

export interface WayOut {
  readonly label: string;
  readonly url: string;
  readonly pictogram?: Pictogram | undefined;
}

export function renderNotice(notice: Notice): Markup {
  const messages = messagesIn(notice.language);
  return html`<article class="card notice">
    <div class="scene">${pictogram(notice.pictogram, 'large')}</div>
    <h1>${notice.title}</h1>
    <p class="lead">${notice.what}</p>
    ${renderAnnouncements(notice.language, notice.announcements ?? [])}
    <section class="turn">
      <h2>${messages.whoCanSolveThis}</h2>
      <p class="turn-who">
        ${pictogram(pictogramOf(notice.whoseTurn))}
        <span
          >${messages.whoseTurn[notice.whoseTurn]}${notice.whoseName !== undefined && `: ${notice.whoseName}`}</span
        >
      </p>
      <h2>${messages.whatYouCanDo}</h2>
      <p>${notice.action}</p>
    </section>
    ${links(notice.links ?? [])} ${notice.hint !== undefined && html`<p class="hint">${notice.hint}</p>`}
    ${notice.printed !== undefined && renderErrorId(notice.language, notice.printed)}
    ${notice.help !== undefined && renderSchoolHelp(notice.language, notice.help)}
  </article>`;
}

function links(all: readonly WayOut[]): Markup | undefined {
  if (all.length === 0) return undefined;
  return html`<p class="actions">
    ${all.map(
      ({ label, url, pictogram: icon }, index) =>
        html`<a class="button ${index === 0 ? 'primary' : 'secondary'}" href="${url}"
          >${icon !== undefined && pictogram(icon)}<span>${label}</span></a
        > `,
    )}
  </p>`;
}

function pictogramOf(whoseTurn: WhoseTurn): Pictogram {
  switch (whoseTurn) {
    case 'school':
    case 'board':
      return 'school';
    case 'supplier':
      return 'tablet';
    case 'operator':
      return 'key';
    case 'person':
      return 'person';
  }
}
