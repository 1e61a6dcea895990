import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Language } from '../../domain/language.ts';
import type { Service } from '../../register/model/kinds/service.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { claimText } from './claim-text.ts';
import type { CountedHindsight } from './counted-hindsight.ts';
import { accessInHindsight, claimInHindsight } from './hindsight-part.ts';
import type { AffiliationChange } from './policy-changes.ts';

interface ChangesOf {
  readonly service: Pick<Service, 'name' | 'claims'>;
  readonly input: { readonly catalogue: AttributeCatalogue };
}

interface ChangesShown {
  /** Of what is above it. */
  readonly heading?: 'h2' | 'h4';
  /** What each change would have done in the past month. */
  readonly hindsight?: CountedHindsight | undefined;
}

/** What a change does to people, for each sort of people whom it concerns; a sentence where that is nobody. */
export function renderChanges(
  language: Language,
  of: ChangesOf,
  changes: readonly AffiliationChange[],
  shown: ChangesShown = {},
): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`${changes.length === 0 && html`<p>${messages.nothingLeaves}</p>`}
  ${changes.map((change) => changeOf(language, of, change, shown))}`;
}

function changeOf(
  language: Language,
  { service, input }: ChangesOf,
  change: AffiliationChange,
  { heading = 'h2', hindsight }: ChangesShown,
): Markup {
  const { services: messages } = portalMessagesIn(language);
  const { access, claims } = change;
  const people = messages.people[change.affiliation].several;
  const before = hindsight && accessInHindsight(language, hindsight, change);
  return html`${heading === 'h2' ? html`<h2>${people}</h2>` : html`<h4>${people}</h4>`}
    <ul class="changes">
      ${
        access !== undefined &&
        html`<li>
          ${access === 'opens' ? messages.opens(people, service.name) : messages.closes(people, service.name)}
          ${before !== undefined && html`<p class="state">${before}</p>`}
        </li>`
      }
      ${claims.map(
        (claim) =>
          html`<li>
            ${messages.claimChanges[claim.what](claimText(language, input.catalogue, claim))}
            ${hindsight && claimInHindsight(language, hindsight, change, { name: claim.name, service })}
          </li>`,
      )}
    </ul>`;
}
