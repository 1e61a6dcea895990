import type { AttributeName } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import type { Affiliation } from '../../domain/person.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongPolicy } from '../languages/services/messages.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { choiceKey, choicesFor, notChosen, type Choice, type ChoiceKind } from './choices.ts';
import type { ClaimRow } from './claim-rows.ts';
import { namesText } from './claim-text.ts';
import type { FilledPolicy } from './policy-form.ts';
import type { SeenService } from './seen-services.ts';
import { claimFacts } from './service-page.ts';
import { templates } from './templates.ts';

interface ChangePage extends PortalFrame {
  readonly seen: SeenService;
  readonly rows: readonly ClaimRow[];
  readonly filled: FilledPolicy;
  /** What is still switched on and can no longer leave. */
  readonly excess: readonly AttributeName[];
  /** What of an earlier version, with whose choices it is filled in, does not come back. */
  readonly lost: readonly AttributeName[];
  readonly wrong: readonly WrongPolicy[];
}

/** The switches of one service, by claim and by sort of people. Nothing is saved by it yet. */
export function renderChange(page: ChangePage): string {
  const { services: messages } = portalMessagesIn(page.language);
  const { school, service } = page.seen;
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.changeTitle(service.name),
    body: html`<h1>${messages.changeTitle(service.name)}</h1>
      <p class="lead">${messages.changeLead}</p>
      ${renderWrongPolicy(page)} ${page.excess.length > 0 && excess(page)}
      ${page.lost.length > 0 && lost(page)} ${templateLinks(page)}
      <form method="post" action="${portalAddresses.changeService(school.id, service.id)}" class="fields">
        <input type="hidden" name="version" value="${page.filled.version}" />
        ${typedBefore(page.filled)}
        <div class="field">
          <label class="option">
            <input type="checkbox" name="enabled" value="yes" ${page.filled.enabled && html`checked`} />
            <span>${messages.isOn}</span>
          </label>
        </div>
        ${page.rows.map((row) => claimField(page, row))}
        <p class="actions">
          <button class="button primary" type="submit">${messages.next}</button>
          <a class="button secondary" href="${portalAddresses.service(school.id, service.id)}"
            >${messages.back}</a
          >
        </p>
      </form>`,
  });
}

/** What was typed on the page after this one goes along, so that it is there again. */
function typedBefore({ reason, from }: FilledPolicy): Markup {
  return html`${reason !== '' && html`<input type="hidden" name="reason" value="${reason}" />`}
  ${
    from.kind === 'day' &&
    html`<input type="hidden" name="from" value="day" /><input
        type="hidden"
        name="day"
        value="${from.typed}"
      />`
  }`;
}

export function renderWrongPolicy({
  language,
  wrong,
}: Pick<ChangePage, 'language' | 'wrong'>): Markup | false {
  const { services: messages } = portalMessagesIn(language);
  return (
    wrong.length > 0 &&
    html`<div class="wrong" role="alert">
      <p><strong>${messages.wrongTitle}</strong></p>
      ${wrong.map((each) => html`<p id="wrong-${each}">${messages.wrong[each]}</p>`)}
    </div>`
  );
}

function excess({ language, seen, excess: names }: ChangePage): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<p class="attention">${messages.excess(namesText(language, seen.input, names))}</p>`;
}

function lost({ language, seen, lost: names }: ChangePage): Markup {
  const { versions } = portalMessagesIn(language).changes;
  return html`<p class="attention">${versions.lost(namesText(language, seen.input, names))}</p>`;
}

function templateLinks({ language, seen }: ChangePage): Markup {
  const { services: messages } = portalMessagesIn(language);
  const address = portalAddresses.changeService(seen.school.id, seen.service.id);
  return html`<h2>${messages.templatesTitle}</h2>
    <ul class="starts">
      ${templates.map((template) => {
        const { name, does } = messages.templates[template];
        return html`<li>
          <a class="button secondary" href="${address}?template=${template}">${name}</a>
          <p class="state">${does}</p>
        </li>`;
      })}
    </ul>`;
}

function claimField(page: ChangePage, row: ClaimRow): Markup {
  return html`<fieldset class="field claim">
    <legend class="claim-what">${claimFacts(page.language, row)}</legend>
    ${
      row.agreed.length > 0 &&
      html`<div class="claim-people">
        ${row.agreed.map(({ affiliation }) => choiceField(page, row, affiliation))}
      </div>`
    }
  </fieldset>`;
}

function choiceField({ language, filled }: ChangePage, row: ClaimRow, affiliation: Affiliation): Markup {
  const { services: messages } = portalMessagesIn(language);
  const key = choiceKey(row.attribute.name, affiliation);
  const choice = filled.choices.get(key) ?? notChosen;
  const kinds: readonly ChoiceKind[] = [
    'off',
    ...choicesFor(row.attribute),
    ...(choice.kind === 'as_it_is' ? (['as_it_is'] as const) : []),
  ];
  return html`<div>
    <label for="${key}">${messages.people[affiliation].several}</label>
    <select id="${key}" name="${key}">
      ${kinds.map(
        (kind) =>
          html`<option value="${kind}" ${kind === choice.kind && html`selected`}>
            ${messages.chosen[kind]}
          </option>`,
      )}
    </select>
    ${kinds.includes('values') && allowField(language, key, choice)}
  </div>`;
}

function allowField(language: Language, key: string, { allow }: Choice): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<label for="${key}.allow">${messages.allow}</label>
    <p class="hint" id="${key}.hint">${messages.allowHint}</p>
    <input
      type="text"
      id="${key}.allow"
      name="${key}.allow"
      value="${allow}"
      autocomplete="off"
      maxlength="2000"
      aria-describedby="${key}.hint"
    />`;
}
