import type { Language } from '../../domain/language.ts';
import type { ReleasedClaim } from '../../domain/release.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText } from './claim-text.ts';
import { closedWord } from './closed-word.ts';
import type { SeenService } from './seen-services.ts';
import type { TryOut } from './try-out.ts';

/** What the service would get of people who do not exist. */
export function renderTryOut(language: Language, seen: SeenService, tryOuts: readonly TryOut[]): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<h2>${messages.tryTitle}</h2>
    <p>${messages.tryLead}</p>
    ${tryOuts.map(
      (each) =>
        html`<div class="tried">
          <h3>${messages.people[each.affiliation].several}</h3>
          ${
            each.outcome === 'refused'
              ? html`<p>${messages.tryClosed} ${messages.closedBy[closedWord(each.reason)]}</p>`
              : released(language, seen, each.claims)
          }
        </div>`,
    )}`;
}

function released(
  language: Language,
  { supplier, input }: SeenService,
  claims: readonly ReleasedClaim[],
): Markup {
  const { services: messages } = portalMessagesIn(language);
  return html`<dl class="facts">
    <div>
      <dt>${messages.code}</dt>
      <dd>${messages.codeHint(supplier.name)}</dd>
    </div>
    ${claims.map(
      ({ name, values }) =>
        html`<div>
          <dt>${input.catalogue.attributes.get(name)?.label[language] ?? name}</dt>
          <dd>${listText(language, values)}</dd>
        </div>`,
    )}
  </dl>`;
}
