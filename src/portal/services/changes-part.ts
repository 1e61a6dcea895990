import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { claimText } from './claim-text.ts';
import type { AffiliationChange } from './policy-changes.ts';

interface ChangesOf {
  readonly service: { readonly name: string };
  readonly input: { readonly catalogue: AttributeCatalogue };
}

/** What a change does to people, for each sort of people whom it concerns; a sentence where that is nobody. */
export function renderChanges(
  language: Language,
  of: ChangesOf,
  changes: readonly AffiliationChange[],
  heading: 'h2' | 'h4' = 'h2',
): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`${changes.length === 0 && html`<p>${messages.nothingLeaves}</p>`}
  ${changes.map((change) => changeOf(language, of, change, heading))}`;
}

function changeOf(
  language: Language,
  { service, input }: ChangesOf,
  { affiliation, access, claims }: AffiliationChange,
  heading: 'h2' | 'h4',
): Markup {
  const { services: messages } = portalMessagesIn(language);
  const people = messages.people[affiliation].several;
  return html`${heading === 'h2' ? html`<h2>${people}</h2>` : html`<h4>${people}</h4>`}
    <ul>
      ${access === 'opens' && html`<li>${messages.opens(people, service.name)}</li>`}
      ${access === 'closes' && html`<li>${messages.closes(people, service.name)}</li>`}
      ${claims.map(
        (claim) =>
          html`<li>${messages.claimChanges[claim.what](claimText(language, input.catalogue, claim))}</li>`,
      )}
    </ul>`;
}
