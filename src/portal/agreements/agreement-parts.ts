import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { renderFact } from '../fact.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText } from '../services/claim-text.ts';
import { agreementFacts, peopleText, signatureText } from './agreement-facts.ts';
import { annexText, type AnnexWords } from './annex-text.ts';
import type { AgreementBetween } from './seen-agreements.ts';
import type { AccessChange, ServiceAtSchools } from './where-it-counts.ts';

/** Everything that an agreement says as a whole. */
export function renderFacts(language: Language, between: AgreementBetween): Markup {
  const { facts: names } = portalMessagesIn(language).agreements;
  const signature = between.agreement.signatures?.board;
  return html`<dl class="facts">
    ${agreementFacts(language, between).map(({ name, value }) => renderFact(name, value))}
    ${signature !== undefined && renderFact(names.signedByBoard, signatureText(language, signature))}
  </dl>`;
}

/** Which data each service may get, row by row. */
export function renderAnnex(words: AnnexWords, { agreement, services }: AgreementBetween): Markup {
  const { annex: messages } = portalMessagesIn(words.language).agreements;
  return html`${services.map((service) => {
    const rows = agreement.annex.filter((row) => row.service === service.id);
    return html`<h2>${messages.title(service.name)}</h2>
      ${rows.length === 0 && html`<p>${messages.none}</p>`}
      ${rows.map((row) => {
        const { label, lines } = annexText(words, service, row);
        return html`<div class="claim">
          <div class="claim-what">
            <h3>${label}</h3>
            ${lines.map((line) => html`<p class="state">${line}</p>`)}
          </div>
        </div>`;
      })}`;
  })}`;
}

/** Where its services are on, are off, and cannot be on yet; `mayChange`: switch them on where they are off. */
export function renderCounts(
  language: Language,
  { id }: Pick<AgreementBetween['agreement'], 'id'>,
  counts: readonly ServiceAtSchools[],
  { mayChange }: { readonly mayChange: boolean },
): Markup {
  const { counts: messages } = portalMessagesIn(language).agreements;
  const isNowhere = counts.every(({ schools }) => schools.length === 0);
  return html`${isNowhere && html`<p>${messages.nowhere}</p>`}
  ${counts.map((each) => {
    const isOffSomewhere = each.schools.some(({ state }) => state.kind === 'off');
    return html`${countSentences(language, each).map((sentence) => html`<p>${sentence}</p>`)}
    ${
      mayChange &&
      isOffSomewhere &&
      html`<p>
        <a class="button secondary" href="${portalAddresses.switchOn(id, each.service.id)}"
          >${messages.switchOn(each.service.name)}</a
        >
      </p>`
    }`;
  })}`;
}

/** Those schools together of which the same is to be said. */
function countSentences(language: Language, { service, schools }: ServiceAtSchools): readonly string[] {
  const { agreements, services } = portalMessagesIn(language);
  const said = new Map<string, string[]>();
  for (const { school, state } of schools) {
    const key = state.kind === 'closed' ? state.why : state.kind;
    said.set(key, [...(said.get(key) ?? []), school.name]);
  }
  return [...said].map(([key, names]) => {
    const list = listText(language, names);
    const state = schools.find(({ school }) => school.name === names[0])?.state;
    if (key === 'on') return agreements.counts.on(service.name, list);
    if (state?.kind !== 'closed') return agreements.counts.off(service.name, list);
    return agreements.counts.closed(service.name, list, services.closedBy[state.why]);
  });
}

/** Who no longer gets in where, or does again, in sentences. */
export function accessTexts(
  language: Language,
  changes: readonly AccessChange[],
  how: 'stops' | 'opens',
): readonly string[] {
  const { agreements: messages } = portalMessagesIn(language);
  return changes.map(({ service, affiliations, schools }) =>
    messages[how](service.name, peopleText(language, affiliations), listText(language, schools)),
  );
}
