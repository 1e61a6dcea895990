import type { Language } from '../../domain/language.ts';
import { renderAnnouncements } from '../../http/announcements.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderState } from '../services/services-page.ts';
import type { RefusedInHour, RefusedOften } from './refusals-by-cause.ts';
import type { SchoolState } from './school-state.ts';

/** How often sign-ins did not succeed, with the hours as people write them. */
export interface ShownRefused {
  readonly byHour: readonly (RefusedInHour & { readonly from: Readonly<Record<Language, string>> })[];
  readonly inWeek: readonly RefusedOften[];
}

/** Is it the school, the service, or Sluis? */
export function renderSchoolState(language: Language, state: SchoolState): Markup {
  const { helpDesk: messages, services } = portalMessagesIn(language);
  return html`<h2>${messages.stateTitle}</h2>
    <p class="${state.signIns === undefined || state.signIns === 'work' ? 'calm' : 'attention'}">
      ${signInsText(language, state)}
    </p>
    ${renderAnnouncements(language, state.announcements)}
    ${
      state.services.length === 0
        ? html`<p>${services.none}</p>`
        : html`<ul class="people">
            ${state.services.map(
              (service) =>
                html`<li>
                  <h3>${service.name}</h3>
                  <p class="state">${services.by(service.supplierName)}</p>
                  ${renderState(language, service.state)}
                  ${renderAnnouncements(language, service.announcements)}
                </li>`,
            )}
          </ul>`
    }`;
}

function signInsText(language: Language, { signIns }: SchoolState): string {
  const { signIns: messages } = portalMessagesIn(language).helpDesk;
  if (signIns === undefined) return messages.unknown;
  return signIns === 'work' ? messages.work : messages.fail(signIns.failSince[language]);
}

/** How often sign-ins did not succeed: numbers that are about nobody. */
export function renderRefusedOften(language: Language, { byHour, inWeek }: ShownRefused): Markup {
  const { helpDesk: messages } = portalMessagesIn(language);
  return html`<h2>${messages.oftenTitle}</h2>
    <p>${messages.oftenLead}</p>
    ${byHour.length + inWeek.length === 0 && html`<p class="calm">${messages.notOften}</p>`}
    ${
      byHour.length > 0 &&
      html`<h3>${messages.inDay}</h3>
        <dl class="facts">
          ${byHour.map(
            ({ from, ...each }) =>
              html`<div>
                <dt>${from[language]}</dt>
                <dd>${oftenText(language, each)}</dd>
              </div>`,
          )}
        </dl>`
    }
    ${
      inWeek.length > 0 &&
      html`<h3>${messages.inWeek}</h3>
        <ul>
          ${inWeek.map((each) => html`<li>${oftenText(language, each)}</li>`)}
        </ul>`
    }`;
}

function oftenText(language: Language, { cause, atLeast }: RefusedOften): string {
  const { helpDesk: messages } = portalMessagesIn(language);
  return messages.often(messages.causes[cause].what, atLeast);
}
