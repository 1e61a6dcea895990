import { renderAnnouncements, type ShownAnnouncement } from '../../http/announcements.ts';
import { html, linkTarget } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import type { SchoolHelp } from '../../http/school-help.ts';
import { choiceList } from './choices.ts';
import { renderDoesNotWork } from './does-not-work.ts';
import { journey } from './journey.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface ChooseIdp extends PageFrame {
  readonly schoolName: string;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  readonly idps: readonly { readonly name: string; readonly continueUrl: string }[];
  readonly otherSchoolUrl?: string | undefined;
  readonly help?: SchoolHelp | undefined;
}

/** The school has several logins. */
export function renderChooseIdp(page: ChooseIdp): string {
  const messages = loginMessagesIn(page.language).chooseIdp;
  const other = page.otherSchoolUrl === undefined ? undefined : linkTarget(page.otherSchoolUrl);
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card">
      ${journey('school')}
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.schoolName)}</p>
      ${renderAnnouncements(page.language, page.announcements ?? [])}
      ${choiceList(
        page.idps.map(({ name, continueUrl }) => ({ title: name, url: continueUrl })),
        'key',
      )}
      ${other !== undefined && html`<p><a class="quiet" href="${other}">${messages.otherSchool}</a></p>`}
      ${page.help !== undefined && renderDoesNotWork(page.language, page.help)}
    </div>`,
  });
}
