import type { School } from '../../register/model/kinds/school.ts';
import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

/** Where each part that is about one school at a time has that school. */
export const partOfSchool = {
  services: portalAddresses.servicesOf,
  helpDesk: portalAddresses.helpDeskOf,
  questions: portalAddresses.questionsOf,
} as const;
export type PartOfSchool = keyof typeof partOfSchool;

interface SchoolChoicePage extends PortalFrame {
  readonly part: PartOfSchool;
  readonly schools: readonly Pick<School, 'id' | 'name' | 'town'>[];
}

/** Of which school somebody wants to see a part. */
export function renderSchoolChoice(page: SchoolChoicePage): string {
  const { part, schools } = page;
  const { title, noSchools, chooseSchool } = portalMessagesIn(page.language)[part];
  return renderPortalPage({
    ...page,
    current: part,
    title,
    body: html`<h1>${title}</h1>
      ${
        schools.length === 0
          ? html`<p>${noSchools}</p>`
          : html`<p class="lead">${chooseSchool}</p>
              <ul class="people">
                ${schools.map(
                  ({ id, name, town }) =>
                    html`<li>
                      <h2><a class="whole" href="${partOfSchool[part](id)}">${name}</a></h2>
                      <p class="state">${town}</p>
                    </li>`,
                )}
              </ul>`
      }`,
  });
}
