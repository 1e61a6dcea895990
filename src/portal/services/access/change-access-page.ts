import type { Affiliation } from '../../../domain/person.ts';
import { html, type Markup } from '../../../http/markup.ts';
import { portalAddresses } from '../../addresses.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../../portal-page.ts';
import type { SeenService } from '../seen-services.ts';
import type { FilledAccess, WrongAccess } from './access-form.ts';

interface ChangeAccessPage extends PortalFrame {
  readonly seen: SeenService;
  readonly filled: FilledAccess;
  readonly wrong: readonly WrongAccess[];
}

/** Who gets into one service, of those whom agreement and choices let in. Nothing is saved by it yet. */
export function renderChangeAccess(page: ChangeAccessPage): string {
  const { services } = portalMessagesIn(page.language);
  const messages = services.accessForm;
  const { school, service } = page.seen;
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.title(service.name),
    body: html`<p class="state">${service.name}, ${school.name}</p>
      <h1>${messages.title(service.name)}</h1>
      <p class="lead">${messages.lead}</p>
      ${renderWrongAccess(page)}
      <p>
        <a class="button secondary" href="${portalAddresses.changeAccess(school.id, service.id)}?trial"
          >${messages.trial}</a
        >
      </p>
      <p class="state">${messages.trialDoes}</p>
      <form method="post" action="${portalAddresses.changeAccess(school.id, service.id)}" class="fields">
        <input type="hidden" name="version" value="${page.filled.version}" />
        <fieldset class="field">
          <legend>${messages.people}</legend>
          ${service.audience.map((affiliation) => personField(page, affiliation))}
        </fieldset>
        ${valuesField(page, 'years')} ${valuesField(page, 'groups')}
        <fieldset class="field">
          <legend>${messages.days}</legend>
          <p class="hint" id="days-hint">${messages.daysHint}</p>
          ${dayField(page, 'from')} ${dayField(page, 'until')}
        </fieldset>
        <p class="actions">
          <button class="button primary" type="submit">${services.next}</button>
          <a class="button secondary" href="${portalAddresses.service(school.id, service.id)}"
            >${services.back}</a
          >
        </p>
      </form>`,
  });
}

export function renderWrongAccess({
  language,
  wrong,
}: Pick<ChangeAccessPage, 'language' | 'wrong'>): Markup | false {
  const { services } = portalMessagesIn(language);
  const messages = services.accessForm;
  return (
    wrong.length > 0 &&
    html`<div class="wrong" role="alert">
      <p><strong>${services.wrongTitle}</strong></p>
      ${wrong.map((each) => html`<p id="wrong-${each}">${messages.wrong[each]}</p>`)}
    </div>`
  );
}

function personField({ language, filled }: ChangeAccessPage, affiliation: Affiliation): Markup {
  const { people } = portalMessagesIn(language).services;
  return html`<label class="option">
    <input
      type="checkbox"
      name="people.${affiliation}"
      value="yes"
      ${filled.affiliations.includes(affiliation) && html`checked`}
    />
    <span>${people[affiliation].several}</span>
  </label>`;
}

function valuesField({ language, filled, wrong }: ChangeAccessPage, field: 'years' | 'groups'): Markup {
  const messages = portalMessagesIn(language).services.accessForm;
  return html`<div class="field">
    <label for="${field}">${messages[field]}</label>
    <p class="hint" id="${field}-hint">${messages.valuesHint[field]}</p>
    <input
      type="text"
      id="${field}"
      name="${field}"
      value="${filled[field]}"
      autocomplete="off"
      maxlength="2000"
      aria-describedby="${field}-hint${wrong.includes('values') && ' wrong-values'}"
      ${wrong.includes('values') && html`aria-invalid="true"`}
    />
  </div>`;
}

function dayField({ language, filled, wrong }: ChangeAccessPage, field: 'from' | 'until'): Markup {
  const messages = portalMessagesIn(language).services.accessForm;
  return html`<div class="field">
    <label for="${field}">${messages[field]}</label>
    <input
      type="date"
      id="${field}"
      name="${field}"
      value="${filled[field]}"
      aria-describedby="days-hint${wrong.includes('days') && ' wrong-days'}"
      ${wrong.includes('days') && html`aria-invalid="true"`}
    />
  </div>`;
}
