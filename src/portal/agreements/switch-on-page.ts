import type { School } from '../../register/model/kinds/school.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongSwitch } from '../languages/agreements/messages.ts';
import { renderReasonField } from '../reason-field.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { listText } from '../services/claim-text.ts';
import { renderState } from '../services/services-page.ts';
import type { ServiceState } from '../services/service-state.ts';
import { templates } from '../services/templates.ts';
import { schoolField, type FilledSwitch } from './switch-form.ts';

/** A school at which somebody may switch the service on. */
export interface SwitchableSchool {
  readonly school: Pick<School, 'id' | 'name'>;
  /** Of the policy that is there; 0: there is none. */
  readonly version: number;
  readonly state: ServiceState;
  readonly isOn: boolean;
}

interface SwitchPage extends PortalFrame {
  readonly agreement: string;
  readonly service: Pick<Service, 'id' | 'name'>;
  readonly schools: readonly SwitchableSchool[];
  readonly filled: FilledSwitch;
  readonly wrong: readonly WrongSwitch[];
}

/** Schools and a way to begin. Nothing is switched on by it yet. */
export function renderSwitchOn(page: SwitchPage): string {
  const { agreements } = portalMessagesIn(page.language);
  const messages = agreements.switching;
  const choosable = page.schools.filter(({ isOn }) => !isOn);
  const on = page.schools.filter(({ isOn }) => isOn).map(({ school }) => school.name);
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: messages.title(page.service.name),
    body: html`<h1>${messages.title(page.service.name)}</h1>
      <p class="lead">${messages.lead}</p>
      ${renderWrongSwitch(page)}
      ${on.length > 0 && html`<p class="state">${messages.alreadyOn(listText(page.language, on))}</p>`}
      ${choosable.length === 0 ? html`<p>${messages.none}</p>` : form(page, choosable)}
      <p class="actions">
        <a class="button secondary" href="${portalAddresses.agreement(page.agreement)}">${agreements.back}</a>
      </p>`,
  });
}

function renderWrongSwitch({ language, wrong }: Pick<SwitchPage, 'language' | 'wrong'>): Markup | false {
  const { wrongTitle, switching } = portalMessagesIn(language).agreements;
  return (
    wrong.length > 0 &&
    html`<div class="wrong" role="alert">
      <p><strong>${wrongTitle}</strong></p>
      ${wrong.map((each) => html`<p id="wrong-${each}">${switching.wrong[each]}</p>`)}
    </div>`
  );
}

function form(page: SwitchPage, choosable: readonly SwitchableSchool[]): Markup {
  const { agreements, services } = portalMessagesIn(page.language);
  const messages = agreements.switching;
  return html`<form
    method="post"
    action="${portalAddresses.switchOn(page.agreement, page.service.id)}"
    class="fields"
  >
    <fieldset class="field">
      <legend>${messages.schools}</legend>
      ${choosable.map(
        ({ school, version }) =>
          html`<label class="option">
            <input
              type="checkbox"
              name="${schoolField(school.id)}"
              value="${version}"
              ${page.filled.schools.has(school.id) && html`checked`}
            />
            <span>${school.name}</span>
          </label>`,
      )}
    </fieldset>
    <fieldset class="field">
      <legend>${messages.template}</legend>
      ${templates.map((template) => {
        const { name, does } = services.templates[template];
        return html`<label class="option">
          <input
            type="radio"
            name="template"
            value="${template}"
            ${page.filled.template === template && html`checked`}
          />
          <span>${name}<span class="state">${does}</span></span>
        </label>`;
      })}
    </fieldset>
    <p class="actions"><button class="button primary" type="submit">${messages.next}</button></p>
  </form>`;
}

interface SwitchReviewPage extends SwitchPage {
  /** What the service will know of people, and what it will miss. */
  readonly known: readonly string[];
  readonly missing: string | undefined;
}

/** What leaves once it is switched on: whoever does so has seen that. */
export function renderSwitchReview(page: SwitchReviewPage): string {
  const { agreements, services } = portalMessagesIn(page.language);
  const messages = agreements.switching;
  const { schools, template, reason } = page.filled;
  const chosen = page.schools.filter(({ school }) => schools.has(school.id));
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: messages.reviewTitle,
    body: html`<h1>${messages.reviewTitle}</h1>
      <p class="lead">${services.reviewLead}</p>
      ${renderWrongSwitch(page)}
      <div class="calm">${page.known.map((sentence) => html`<p>${sentence}</p>`)}</div>
      ${page.missing !== undefined && html`<p class="attention">${page.missing}</p>`}
      <p>
        ${messages.will(
          listText(
            page.language,
            chosen.map(({ school }) => school.name),
          ),
        )}
      </p>
      <form
        method="post"
        action="${portalAddresses.switchOn(page.agreement, page.service.id)}"
        class="fields"
      >
        ${[...schools].map(
          ([school, version]) =>
            html`<input type="hidden" name="${schoolField(school)}" value="${version}" />`,
        )}
        <input type="hidden" name="template" value="${template}" />
        ${renderReasonField({ label: services.reason, hint: services.reasonHint, value: reason, isWrong: page.wrong.includes('reason') })}
        <p class="actions">
          <button class="button primary" type="submit" name="seen" value="yes">${messages.submit}</button>
          <button class="button secondary" type="submit" name="back" value="yes" formnovalidate>
            ${agreements.back}
          </button>
        </p>
      </form>`,
  });
}

/** How it is now at each school. */
export function renderSwitched(page: Omit<SwitchPage, 'filled' | 'wrong'>): string {
  const { agreements } = portalMessagesIn(page.language);
  const title = agreements.switching.doneTitle(page.service.name);
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title,
    body: html`<h1>${title}</h1>
      <p role="status"><strong>${portalMessagesIn(page.language).services.done}</strong></p>
      <ul class="people">
        ${page.schools.map(
          ({ school, state }) =>
            html`<li>
              <h2>
                <a class="whole" href="${portalAddresses.service(school.id, page.service.id)}"
                  >${school.name}</a
                >
              </h2>
              ${renderState(page.language, state)}
            </li>`,
        )}
      </ul>
      <p class="actions">
        <a class="button secondary" href="${portalAddresses.agreement(page.agreement)}">${agreements.back}</a>
      </p>`,
  });
}
