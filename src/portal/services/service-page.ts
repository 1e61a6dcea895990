import type { Language } from '../../domain/language.ts';
import { html, linkTarget, type Markup } from '../../http/markup.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { ActivationInput } from '../../release/activation.ts';
import type { Agreement } from '../../register/model/kinds/agreement.ts';
import { agreementsInForce } from '../../release/sign-in.ts';
import { breakable } from '../../http/written-text.ts';
import { portalAddresses } from '../addresses.ts';
import { renderFact } from '../fact.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { countryText } from '../names.ts';
import { concernsPupils } from '../letters/parents-letter.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { accessSentences } from './access/access-text.ts';
import { attentionFor } from './attention.ts';
import { renderAttention } from './attention-part.ts';
import { choiceKey, notChosen, type Choices } from './choices.ts';
import type { ClaimRow } from './claim-rows.ts';
import { renderDrafts, type ListedDraft } from './drafts/drafts-part.ts';
import { renderWaiting } from './later/waiting-part.ts';
import type { WaitingChange } from './later/waiting-changes.ts';
import { knownSentences, listText, reducedText } from './claim-text.ts';
import type { Counted } from './past-month.ts';
import { renderPastSignIns } from './past-sign-ins-part.ts';
import type { CountedDay } from './past-sign-ins.ts';
import type { SeenService } from './seen-services.ts';
import { stateOf } from './service-state.ts';
import { renderState } from './services-page.ts';
import type { TryOut } from './try-out.ts';
import { renderTryOut } from './try-out-part.ts';

/** What became of a change: made, written down for somebody else, kept for its day, called off and so on, or why not. */
export type ServiceOutcome =
  | 'done'
  | 'waits'
  | 'calledOff'
  | 'drafted'
  | 'refused'
  | 'withdrawn'
  | 'waitsNoMore'
  | 'draftGone'
  | 'notAllowed';

interface ServicePage extends PortalFrame {
  readonly seen: SeenService;
  readonly rows: readonly ClaimRow[];
  readonly choices: Choices;
  readonly mayChange: boolean;
  readonly mayChangeAccess: boolean;
  /** Whoever reads it sees agreements, too. */
  readonly seesAgreements: boolean;
  /** None where no login of the school is in force. */
  readonly tryOuts: readonly TryOut[];
  readonly waiting: readonly WaitingChange[];
  readonly drafts: readonly ListedDraft[];
  readonly pastSignIns: Counted<readonly CountedDay[]>;
  readonly outcome?: ServiceOutcome | undefined;
}

/** One service at one school: what it knows, which data it gets and why, an attempt, and whose it is. */
export function renderService(page: ServicePage): string {
  const { services: messages } = portalMessagesIn(page.language);
  const { school, service, supplier, input } = page.seen;
  return renderPortalPage({
    ...page,
    current: 'services',
    title: service.name,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.servicesOf(school.id)}">${messages.title}, ${school.name}</a>
      </p>
      <h1>${service.name}</h1>
      <p class="state">${messages.by(supplier.name)}</p>
      ${page.outcome !== undefined && said(page.language, page.outcome)}
      ${page.outcome === 'done' && concernsPupils(page.seen) && renderTellParents(page)}
      ${renderState(page.language, stateOf(input))}
      <div class="calm">
        ${knownSentences(page.language, input).map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      ${accessSentences(page.language, page.seen.access?.record).map((sentence) => html`<p>${sentence}</p>`)}
      ${renderAttention(page.language, input, attentionFor(input))} ${renderWaysToChange(page)}
      ${page.waiting.length > 0 && renderWaiting(page.language, page.seen, page.waiting)}
      ${page.drafts.length > 0 && renderDrafts(page.language, page.seen, page.drafts)}
      <h2>${messages.whatTitle}</h2>
      ${page.rows.map((row) => claimLine(page, row))}
      ${page.tryOuts.length > 0 && renderTryOut(page.language, page.seen, page.tryOuts)}
      ${renderPastSignIns(page.language, service.name, page.pastSignIns)}
      ${page.seesAgreements && renderAgreementLinks(page)}
      <p>
        <a class="whole" href="${portalAddresses.serviceVersions(school.id, service.id)}"
          >${portalMessagesIn(page.language).changes.versions.link}</a
        >
      </p>
      ${concernsPupils(page.seen) && letterLink(page)}
      <h2>${messages.aboutTitle}</h2>
      ${about(page)}`,
  });
}

function renderWaysToChange({ language, seen, mayChange, mayChangeAccess }: ServicePage): Markup | false {
  const { services: messages } = portalMessagesIn(language);
  const { school, service } = seen;
  return (
    (mayChange || mayChangeAccess) &&
    html`<p class="actions">
      ${
        mayChange &&
        html`<a class="button primary" href="${portalAddresses.changeService(school.id, service.id)}"
          >${messages.change}</a
        >`
      }
      ${
        mayChangeAccess &&
        html`<a class="button secondary" href="${portalAddresses.changeAccess(school.id, service.id)}"
          >${messages.accessForm.change}</a
        >`
      }
    </p>`
  );
}

function said(language: Language, outcome: ServiceOutcome): Markup {
  const { services: messages, changes } = portalMessagesIn(language);
  switch (outcome) {
    case 'done':
      return html`<p role="status"><strong>${messages.done}</strong></p>`;
    case 'waits':
    case 'calledOff':
      return html`<p role="status"><strong>${changes.later.said[outcome]}</strong></p>`;
    case 'drafted':
    case 'refused':
    case 'withdrawn':
      return html`<p role="status"><strong>${changes.drafts.said[outcome]}</strong></p>`;
    case 'draftGone':
      return html`<div class="wrong" role="alert"><p>${changes.drafts.said.draftGone}</p></div>`;
    case 'waitsNoMore':
      return html`<div class="wrong" role="alert"><p>${changes.later.said.waitsNoMore}</p></div>`;
    case 'notAllowed':
      return html`<div class="wrong" role="alert"><p>${messages.wrong.notAllowed}</p></div>`;
  }
}

/** Right after a change: whoever switched something on has to tell it. */
function renderTellParents(page: ServicePage): Markup {
  return html`<div class="calm">
    <p>${portalMessagesIn(page.language).letters.tellParents}</p>
    ${letterLink(page)}
  </div>`;
}

function letterLink({ language, seen: { school, service } }: ServicePage): Markup {
  return html`<p>
    <a class="whole" href="${portalAddresses.parentsLetter(school.id, service.id)}"
      >${portalMessagesIn(language).letters.links.parents}</a
    >
  </p>`;
}

function claimLine({ language, choices }: ServicePage, row: ClaimRow): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<div class="claim">
    <div class="claim-what">${claimFacts(language, row)}</div>
    ${
      row.agreed.length > 0 &&
      html`<dl class="claim-people">
        ${row.agreed.map(({ affiliation }) => {
          const choice = choices.get(choiceKey(row.attribute.name, affiliation)) ?? notChosen;
          const shape = choice.kind === 'off' ? 'off' : choice.kind === 'whole' ? 'on' : 'part';
          return html`<div>
            <dt>${messages.people[affiliation].several}</dt>
            <dd class="switch ${shape}">
              ${choice.kind === 'values' ? messages.reduced.values(choice.allow) : messages.chosen[choice.kind]}
            </dd>
          </div>`;
        })}
      </dl>`
    }
  </div>`;
}

/** What a claim is, why it is asked for, and what else has to be known to decide. */
export function claimFacts(language: Language, row: ClaimRow): Markup {
  const { services: messages } = portalMessagesIn(language);
  const agreedReduced = [
    ...new Set(row.agreed.map(({ transforms }) => reducedText(language, transforms))),
  ].filter((text) => text !== '');
  const purposes = listText(
    language,
    row.purposes.map((purpose) => messages.purposes[purpose]),
  );
  const why = [purposes, ...row.grounds.map((ground) => messages.ground[ground])].join(', ');
  return html`<h3>${row.attribute.label[language]}</h3>
    <p class="state">${why}</p>
    ${row.agreed.length === 0 && html`<p class="state">${row.isOffered ? messages.onlyOffered : messages.notAgreed}</p>`}
    ${agreedReduced.map((text) => html`<p class="state">${messages.agreedOnly(text)}</p>`)}
    ${row.required && html`<p class="mark">${messages.required}</p>`}
    ${row.linking && html`<p class="mark warn">${messages.linking}</p>`}`;
}

function about(page: ServicePage): Markup {
  const { language, seen } = page;
  const { service, supplier } = seen;
  const { about: messages } = portalMessagesIn(language).services;
  const places = service.placesOfProcessing?.map((country) => countryText(language, country));
  const helpers = supplier.subProcessors?.map(
    ({ name, purpose, country }) => `${name} (${purpose}, ${countryText(language, country)})`,
  );
  return html`<dl class="facts">
    ${renderFact(messages.supplier, supplier.name)}
    ${service.productPage !== undefined && renderFact(messages.product, link(service.productPage))}
    ${renderFact(messages.privacyStatement, link(supplier.privacyStatement))}
    ${renderFact(messages.covenant, supplier.covenant === undefined ? messages.unknown : messages.covenants[supplier.covenant.status])}
    ${renderFact(messages.places, places === undefined ? messages.unknown : listText(language, places))}
    ${renderFact(messages.subProcessors, helpers === undefined ? messages.unknown : helpers.map((each) => html`<p>${each}</p>`))}
    ${agreementFacts(page)}
  </dl>`;
}

function renderAgreementLinks({ language, seen }: ServicePage): readonly Markup[] {
  const { about: messages } = portalMessagesIn(language).services;
  return inForceOf(seen.input).map(
    ({ id, validUntil }) =>
      html`<p>
        <a class="whole" href="${portalAddresses.agreement(id)}"
          >${messages.agreement} ${messages.agreementUntil(dayForPeople(validUntil, language))}</a
        >
      </p>`,
  );
}

function inForceOf(input: ActivationInput): readonly Agreement[] {
  const all = input.service.audience.flatMap((affiliation) => agreementsInForce({ ...input, affiliation }));
  return [...new Map(all.map(({ record }) => [record.id, record])).values()];
}

function agreementFacts({ language, seen, seesAgreements }: ServicePage): Markup {
  const { input } = seen;
  const { about: messages } = portalMessagesIn(language).services;
  return html`${inForceOf(input).map(({ validUntil, dpia, annex }) => {
    const days = annex.flatMap(({ service, destroyedAfterDays }) =>
      service === input.service.id && destroyedAfterDays !== undefined ? [destroyedAfterDays] : [],
    );
    return html`${!seesAgreements && renderFact(messages.agreement, messages.agreementUntil(dayForPeople(validUntil, language)))}
    ${days.length > 0 && renderFact(messages.destroyed, messages.destroyedAfter(Math.max(...days)))}
    ${dpia !== undefined && renderFact(messages.dpia, dpia.reference)}`;
  })}`;
}

/** Addresses are of the register; one that leads to no page is shown as text. */
function link(address: string): Markup {
  const target = linkTarget(address);
  return target === undefined
    ? html`${address}`
    : html`<a class="whole" href="${target}" rel="noreferrer">${breakable(new URL(target).host)}</a>`;
}
