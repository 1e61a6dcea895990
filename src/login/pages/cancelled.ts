import { renderAnnouncements, type ShownAnnouncement } from '../../http/announcements.ts';
import { html, linkTarget, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { renderErrorId, type PrintedErrorId } from '../../http/printed-error-id.ts';
import { pictogram } from '../../http/pictograms.ts';
import { renderSchoolHelp, type SchoolHelp } from '../../http/school-help.ts';
import { choiceLink } from './choices.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface IdpCancelled extends PageFrame {
  readonly serviceName: string;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  readonly startAgainUrl: string;
  readonly otherSchoolUrl?: string | undefined;
  /** Where the supplier gets `access_denied`. */
  readonly backToSupplierUrl?: string | undefined;
  /** Of the school where they turned back. */
  readonly help?: SchoolHelp | undefined;
  readonly printed?: PrintedErrorId | undefined;
}

/**
 * Somebody turned back at the school's login. No way on is stronger than another:
 * the school that was left may have been the wrong one, or the account there.
 */
export function renderIdpCancelled(page: IdpCancelled): string {
  const messages = loginMessagesIn(page.language).cancelled;
  const back = page.backToSupplierUrl === undefined ? undefined : linkTarget(page.backToSupplierUrl);
  const backLabel = loginMessagesIn(page.language).refusal.back(page.serviceName);
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card notice">
      <div class="scene">${pictogram('person', 'large')}</div>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.serviceName)}</p>
      ${renderAnnouncements(page.language, page.announcements ?? [])} ${waysOn(page)}
      ${back !== undefined && html`<p><a class="quiet" href="${back}">${backLabel}</a></p>`}
      ${page.printed !== undefined && renderErrorId(page.language, page.printed)}
      ${page.help !== undefined && renderSchoolHelp(page.language, page.help)}
    </div>`,
  });
}

function waysOn({ language, startAgainUrl, otherSchoolUrl }: IdpCancelled): Markup {
  const messages = loginMessagesIn(language).cancelled;
  const again = { title: messages.again, detail: messages.otherAccount, url: startAgainUrl };
  const links = [
    choiceLink(again, 'person'),
    otherSchoolUrl === undefined
      ? undefined
      : choiceLink({ title: messages.otherSchool, url: otherSchoolUrl }, 'school'),
  ];
  return html`<ul class="choices">
    ${links.filter((link) => link !== undefined).map((link) => html`<li>${link}</li>`)}
  </ul>`;
}
