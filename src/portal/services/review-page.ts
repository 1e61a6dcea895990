import type { AttributeName } from '../../domain/ids.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongPolicy } from '../languages/services/messages.ts';
import { longestReason } from '../reason.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderWrongPolicy } from './change-page.ts';
import { claimText, knownSentences, namesText } from './claim-text.ts';
import type { CountedHindsight } from './counted-hindsight.ts';
import { accessInHindsight, claimInHindsight, hindsightNote } from './hindsight-part.ts';
import type { AffiliationChange } from './policy-changes.ts';
import type { FilledPolicy } from './policy-form.ts';
import type { SeenService } from './seen-services.ts';
import type { TryOut } from './try-out.ts';
import { renderTryOut } from './try-out-part.ts';

interface ReviewPage extends PortalFrame {
  /** As it would be after the change. */
  readonly seen: SeenService;
  readonly filled: FilledPolicy;
  readonly changes: readonly AffiliationChange[];
  /** What the supplier calls required and is off for somebody who gets in. */
  readonly missing: readonly AttributeName[];
  readonly tryOuts: readonly TryOut[];
  /** Of the past month; absent where nothing changes. */
  readonly hindsight?: CountedHindsight | undefined;
  readonly wrong: readonly WrongPolicy[];
}

/** What a change does, before it is made: whoever saves it has seen that. */
export function renderReview(page: ReviewPage): string {
  const { services: messages } = portalMessagesIn(page.language);
  const { school, service, input } = page.seen;
  const address = portalAddresses.changeService(school.id, service.id);
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.reviewTitle,
    body: html`<p class="state">${service.name}, ${school.name}</p>
      <h1>${messages.reviewTitle}</h1>
      <p class="lead">${messages.reviewLead}</p>
      ${renderWrongPolicy(page)} ${page.changes.length === 0 && html`<p>${messages.nothingLeaves}</p>`}
      ${page.changes.map((change) => changeOf(page, change))}
      ${page.hindsight !== undefined && html`<p class="state">${hindsightNote(page.language, page.hindsight)}</p>`}
      ${page.missing.length > 0 && missing(page)}
      <div class="calm">
        ${knownSentences(page.language, input).map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      <form method="post" action="${address}" class="fields">
        ${hiddenFields(page.filled)}
        <div class="field">
          <label for="reason">${messages.reason}</label>
          <p class="hint" id="reason-hint">${messages.reasonHint}</p>
          <input
            type="text"
            id="reason"
            name="reason"
            value="${page.filled.reason}"
            autocomplete="off"
            maxlength="${longestReason}"
            aria-describedby="reason-hint${page.wrong.includes('reason') && ' wrong-reason'}"
            ${page.wrong.includes('reason') && html`aria-invalid="true"`}
            required
          />
        </div>
        <p class="actions">
          <button class="button primary" type="submit" name="seen" value="yes">${messages.save}</button>
          <button class="button secondary" type="submit" name="back" value="yes" formnovalidate>
            ${messages.back}
          </button>
        </p>
      </form>
      ${page.tryOuts.length > 0 && renderTryOut(page.language, page.seen, page.tryOuts)}`,
  });
}

function changeOf({ language, seen, hindsight }: ReviewPage, change: AffiliationChange): Markup {
  const { services: messages } = portalMessagesIn(language);
  const { access, claims } = change;
  const { service, input } = seen;
  const people = messages.people[change.affiliation].several;
  const before = hindsight && accessInHindsight(language, hindsight, change);
  return html`<h2>${people}</h2>
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

function missing({ language, seen, missing: names }: ReviewPage): Markup {
  return html`<p class="attention">
    ${portalMessagesIn(language).services.misses(seen.service.name, namesText(language, seen.input, names))}
  </p>`;
}

function hiddenFields({ version, enabled, choices }: FilledPolicy): Markup {
  return html`<input type="hidden" name="version" value="${version}" />
    ${enabled && html`<input type="hidden" name="enabled" value="yes" />`}
    ${[...choices].map(
      ([key, { kind, allow }]) =>
        html`<input type="hidden" name="${key}" value="${kind}" />
          ${allow !== '' && html`<input type="hidden" name="${key}.allow" value="${allow}" />`}`,
    )}`;
}
