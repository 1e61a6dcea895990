import type { CalendarDay } from '../../domain/clock.ts';
import type { AttributeName } from '../../domain/ids.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongPolicy } from '../languages/services/messages.ts';
import { renderReasonField } from '../reason-field.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderWrongPolicy } from './change-page.ts';
import { renderChanges } from './changes-part.ts';
import { fromWhenField } from './later/from-when-field.ts';
import { knownSentences, listText, namesText } from './claim-text.ts';
import type { CountedHindsight } from './counted-hindsight.ts';
import { hindsightNote } from './hindsight-part.ts';
import type { AffiliationChange } from './policy-changes.ts';
import type { FilledPolicy } from './policy-form.ts';
import type { SeenService, WayToChange } from './seen-services.ts';
import type { TryOut } from './try-out.ts';
import { renderTryOut } from './try-out-part.ts';

interface ReviewPage extends PortalFrame {
  /** As it would be after the change. */
  readonly seen: SeenService;
  readonly filled: FilledPolicy;
  /** Whether saving makes the change, or a draft for somebody else. */
  readonly way: WayToChange;
  readonly changes: readonly AffiliationChange[];
  /** What the supplier calls required and is off for somebody who gets in. */
  readonly missing: readonly AttributeName[];
  readonly tryOuts: readonly TryOut[];
  /** It is shown as it is on this day. */
  readonly onDay?: CalendarDay | undefined;
  /** Days for which other changes wait already. */
  readonly waitingDays: readonly CalendarDay[];
  /** Of the past month; absent where nothing changes. */
  readonly hindsight?: CountedHindsight | undefined;
  readonly wrong: readonly WrongPolicy[];
}

/** What a change does, before it is made: whoever saves it has seen that. */
export function renderReview(page: ReviewPage): string {
  const { services: messages, changes } = portalMessagesIn(page.language);
  const { school, service, input } = page.seen;
  const address = portalAddresses.changeService(school.id, service.id);
  return renderPortalPage({
    ...page,
    current: 'services',
    title: messages.reviewTitle,
    body: html`<p class="state">${service.name}, ${school.name}</p>
      <h1>${messages.reviewTitle}</h1>
      <p class="lead">${leadOf(page)}</p>
      ${renderWrongPolicy(page)}
      ${renderChanges(page.language, page.seen, page.changes, { hindsight: page.hindsight })}
      ${page.hindsight !== undefined && html`<p class="state">${hindsightNote(page.language, page.hindsight)}</p>`}
      ${page.missing.length > 0 && missing(page)}
      <div class="calm">
        ${knownSentences(page.language, input).map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      <form method="post" action="${address}" class="fields">
        ${hiddenFields(page.filled)}
        ${page.onDay !== undefined && html`<input type="hidden" name="lookedAt" value="${page.onDay}" />`}
        ${renderReasonField({ label: messages.reason, hint: messages.reasonHint, value: page.filled.reason, isWrong: page.wrong.includes('reason') })}
        ${fromWhenField(page.language, page.filled.from, { isWrong: page.wrong.includes('day') })}
        ${page.waitingDays.length > 0 && others(page)}
        ${page.way === 'draft' && html`<p>${changes.drafts.saveHint}</p>`}
        <p class="actions">
          <button class="button primary" type="submit" name="seen" value="yes">
            ${page.way === 'publish' ? messages.save : changes.drafts.save}
          </button>
          <button class="button secondary" type="submit" name="back" value="yes" formnovalidate>
            ${messages.back}
          </button>
        </p>
      </form>
      ${page.tryOuts.length > 0 && renderTryOut(page.language, page.seen, page.tryOuts)}`,
  });
}

function leadOf({ language, onDay }: ReviewPage): string {
  const { services, changes } = portalMessagesIn(language);
  return onDay === undefined ? services.reviewLead : changes.later.lookedAt(dayForPeople(onDay, language));
}

function others({ language, waitingDays }: ReviewPage): Markup {
  const days = listText(
    language,
    waitingDays.map((day) => dayForPeople(day, language)),
  );
  return html`<p class="attention">${portalMessagesIn(language).changes.later.others(days)}</p>`;
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
