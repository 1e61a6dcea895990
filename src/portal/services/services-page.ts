import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { ServiceState } from './service-state.ts';

export interface ListedService {
  readonly id: string;
  readonly name: string;
  readonly supplierName: string;
  readonly state: ServiceState;
  /** What it knows of people of the school. */
  readonly known: readonly string[];
  /** What of it needs somebody. */
  readonly attention: readonly Markup[];
}

interface ServicesPage extends PortalFrame {
  readonly school: Pick<School, 'id' | 'name'>;
  /** Whether there is another one to choose. */
  readonly hasOthers: boolean;
  readonly services: readonly ListedService[];
}

export function renderServices(page: ServicesPage): string {
  const { services: messages } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead(page.school.name)}</p>
      ${page.hasOthers && html`<p><a class="button secondary" href="${portalAddresses.services}">${messages.otherSchool}</a></p>`}
      ${
        page.services.length === 0
          ? html`<p class="calm">${messages.none}</p>`
          : html`<ul class="people">
                ${page.services.map((service) => serviceLine(page, service))}
              </ul>
              <p>
                <a class="whole" href="${portalAddresses.councilBundle(page.school.id)}"
                  >${portalMessagesIn(page.language).letters.links.council}</a
                >
              </p>`
      }`,
  });
}

function serviceLine({ language, school }: ServicesPage, service: ListedService): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<li>
    <h2>
      <a class="whole" href="${portalAddresses.service(school.id, service.id)}">${service.name}</a>
    </h2>
    <p class="state">${messages.by(service.supplierName)}</p>
    ${renderState(language, service.state)} ${service.known.map((sentence) => html`<p>${sentence}</p>`)}
    ${service.attention}
  </li>`;
}

/** Told by a shape and by words. */
export function renderState(language: Language, state: ServiceState): Markup {
  const { services: messages } = portalMessagesIn(language);
  if (state.kind === 'on') return html`<p class="switch on">${messages.on}</p>`;
  if (state.kind === 'off') return html`<p class="switch off">${messages.off}</p>`;
  return html`<p class="switch closed">${messages.closed}: ${messages.closedBy[state.why]}</p>`;
}
