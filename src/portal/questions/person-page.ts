import type { Attribute, AttributeCatalogue } from '../../domain/attributes.ts';
import type { AttributeName } from '../../domain/ids.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongAct } from '../languages/questions/messages.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderReasonField } from '../reason-field.ts';
import { namesText } from '../services/claim-text.ts';
import type { FoundPerson } from './found-person.ts';
import type { MayObject, ObjectedTo, Stops } from './objecting.ts';
import type { ReleasesTo } from './person-releases.ts';

interface Choices {
  readonly services: readonly Pick<Service, 'id' | 'name'>[];
  readonly claims: readonly Pick<Attribute, 'name' | 'label'>[];
}

interface PersonPage extends PortalFrame, Choices {
  /** Of the look-up. */
  readonly id: string;
  readonly school: Pick<School, 'id' | 'name'>;
  readonly isStaff: boolean;
  readonly catalogue: AttributeCatalogue;
  readonly releases: readonly (ReleasesTo & {
    readonly serviceName: string;
    readonly supplierName: string;
  })[];
  readonly objections: readonly {
    readonly id: string;
    readonly serviceName: string | undefined;
    readonly claim: AttributeName | undefined;
    readonly mayEnd: MayObject;
  }[];
  readonly mayObject: MayObject;
  readonly mayErase: boolean;
  readonly isDone: boolean;
  readonly wrong?: WrongAct | undefined;
}

/** Nothing on it says who it is: whoever asked knows that. */
export function renderPerson(page: PersonPage): string {
  const { questions: messages } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    current: 'questions',
    title: messages.personTitle,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.questionsOf(page.school.id)}"
          >${messages.title}, ${page.school.name}</a
        >
      </p>
      <h1>${messages.personTitle}</h1>
      <p class="lead">${messages.personLead}</p>
      ${page.isDone && html`<p role="status"><strong>${messages.done}</strong></p>`}
      ${page.wrong !== undefined && html`<div class="wrong" role="alert"><p>${messages.wrongAct[page.wrong]}</p></div>`}
      <h2>${messages.releasesTitle}</h2>
      ${page.releases.length === 0 ? html`<p>${messages.noReleases}</p>` : releases(page)}
      <h2>${messages.objectionsTitle}</h2>
      ${objections(page)} ${objectionForm(page)} ${page.mayErase && eraseForm(page)}`,
  });
}

function releases({ language, releases: all, catalogue }: PersonPage): Markup {
  const { questions: messages, services } = portalMessagesIn(language);
  return html`<ul class="people">
    ${all.map(
      ({ serviceName, supplierName, claims, days }) =>
        html`<li>
          <h3>${serviceName}</h3>
          <p class="state">${services.by(supplierName)}</p>
          <p>
            ${claims.length === 0 ? messages.onlyCode : messages.gotClaims(namesText(language, { catalogue }, claims))}
          </p>
          <details>
            <summary>${messages.days(days.length)}</summary>
            <p>${days.map((day) => dayForPeople(day, language)).join(', ')}</p>
          </details>
        </li>`,
    )}
  </ul>`;
}

function objections(page: PersonPage): Markup {
  const { questions: messages } = portalMessagesIn(page.language);
  if (page.objections.length === 0) return html`<p>${messages.noObjections}</p>`;
  return html`<ul class="people">
    ${page.objections.map(
      ({ id, serviceName, claim, mayEnd }) =>
        html`<li>
          <h3>${objectionText(page, { serviceName, claim })}</h3>
          ${mayEnd === 'drafts' && html`<p>${messages.drafts}</p>`}
          ${
            mayEnd === 'yes' &&
            html`<form method="post" action="${portalAddresses.endObjection(page.id)}" class="fields">
              <input type="hidden" name="objection" value="${id}" />
              ${renderReasonField({ id: `reason-${id}`, label: messages.reason })}
              <p class="actions"><button class="button secondary" type="submit">${messages.end}</button></p>
            </form>`
          }
        </li>`,
    )}
  </ul>`;
}

function objectionText(
  { language, catalogue }: Pick<PersonPage, 'language' | 'catalogue'>,
  {
    serviceName,
    claim,
  }: { readonly serviceName: string | undefined; readonly claim: AttributeName | undefined },
): string {
  const { questions: messages } = portalMessagesIn(language);
  const where = serviceName ?? messages.allServices;
  return claim === undefined
    ? messages.againstSignIn(where)
    : messages.againstClaim(namesText(language, { catalogue }, [claim]), where);
}

function objectionForm(page: PersonPage): Markup | undefined {
  const { questions: messages } = portalMessagesIn(page.language);
  if (page.mayObject === 'no') return undefined;
  if (page.mayObject === 'drafts') return html`<p>${messages.drafts}</p>`;
  return html`<h3>${messages.objectTitle}</h3>
    <form method="post" action="${portalAddresses.object(page.id)}" class="fields">
      ${choice('service', messages.service, [
        ['', messages.choose],
        ['all', messages.allServices],
        ...page.services.map(({ id, name }) => [id, name] as const),
      ])}
      ${choice('claim', messages.claim, [
        ['', messages.choose],
        ['all', messages.everything],
        ...page.claims.map(({ name, label }) => [name, label[page.language]] as const),
      ])}
      <p class="actions"><button class="button primary" type="submit">${messages.see}</button></p>
    </form>`;
}

function choice(
  field: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
): Markup {
  return html`<div class="field">
    <label for="${field}">${label}</label>
    <select id="${field}" name="${field}" required>
      ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
    </select>
  </div>`;
}

function eraseForm({ language, id }: PersonPage): Markup {
  const { questions: messages } = portalMessagesIn(language);
  return html`<h2>${messages.eraseTitle}</h2>
    <p>${messages.eraseLead}</p>
    <form method="post" action="${portalAddresses.erasePerson(id)}" class="fields">
      ${renderReasonField({ id: 'reason-erase', label: messages.reason })}
      <div class="field">
        <label class="option" for="sure"
          ><input type="checkbox" id="sure" name="sure" value="yes" required /><span
            >${messages.sure}</span
          ></label
        >
      </div>
      <p class="actions"><button class="button secondary" type="submit">${messages.erase}</button></p>
    </form>`;
}

interface ObjectionReviewPage extends PortalFrame, Choices {
  readonly found: Pick<FoundPerson, 'id'>;
  readonly about: ObjectedTo;
  readonly stops: readonly Stops[];
  readonly isWrong: boolean;
}

/** What stops if the objection is recorded; nothing is done yet. */
export function renderObjectionReview(page: ObjectionReviewPage): string {
  const { questions: messages } = portalMessagesIn(page.language);
  const { service = 'all', claim = 'all' } = page.about;
  const label = page.claims.find(({ name }) => name === page.about.claim)?.label[page.language] ?? '';
  return renderPortalPage({
    ...page,
    current: 'questions',
    title: messages.reviewTitle,
    body: html`<h1>${messages.reviewTitle}</h1>
      ${page.isWrong && html`<div class="wrong" role="alert"><p id="wrong-reason">${messages.wrongAct.reason}</p></div>`}
      <div class="attention">
        ${page.stops.length === 0 && html`<p>${messages.nothingStops}</p>`}
        ${page.stops.map(
          (each) =>
            html`<p>
              ${
                each.claim === undefined
                  ? messages.stopsSignIn(each.serviceName)
                  : messages.stopsClaim(label, each.serviceName)
              }
              ${each.claim !== undefined && each.isRequired && messages.isRequired}
            </p>`,
        )}
      </div>
      <form method="post" action="${portalAddresses.object(page.found.id)}" class="fields">
        <input type="hidden" name="service" value="${service}" />
        <input type="hidden" name="claim" value="${claim}" />
        <input type="hidden" name="seen" value="yes" />
        ${renderReasonField({ label: messages.reason, isWrong: page.isWrong })}
        <p class="actions">
          <button class="button primary" type="submit">${messages.record}</button>
          <a class="button secondary" href="${portalAddresses.foundPerson(page.found.id)}"
            >${messages.back}</a
          >
        </p>
      </form>`,
  });
}
