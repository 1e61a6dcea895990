import type { CalendarDay } from '../../domain/clock.ts';
import type { Language } from '../../domain/language.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { SchoolName } from '../names.ts';
import { lastSeenText, renderRole } from '../people/role-line.ts';
import type { ShownAccount } from '../people/shown-account.ts';

/** The question whether all people of the party are right, with what it is about. */
export interface ShownReview {
  readonly accounts: readonly ShownAccount[];
  /** What is seen, for the answer. */
  readonly seen: string;
  /** Of the last answer. */
  readonly lastOn?: CalendarDay | undefined;
}

interface PageOfReview {
  readonly language: Language;
  readonly schoolName: SchoolName;
}

/** `hasChanged`: somebody changed something while this was being read. */
export function renderReview(
  page: PageOfReview,
  review: ShownReview,
  { hasChanged }: { readonly hasChanged: boolean },
): Markup {
  const { language } = page;
  const { review: messages } = portalMessagesIn(language);
  return html`<section class="attention" aria-labelledby="review">
    <h2 id="review">${messages.title}</h2>
    <p>${messages.lead}</p>
    ${review.lastOn !== undefined && html`<p class="state">${messages.last(dayForPeople(review.lastOn, language))}</p>`}
    ${hasChanged && html`<p class="wrong" role="alert">${messages.changed}</p>`}
    <ul class="people">
      ${review.accounts.map((shown) => person(page, shown))}
    </ul>
    <form method="post" action="${portalAddresses.reviewPeople}">
      <input type="hidden" name="seen" value="${review.seen}" />
      <button class="button primary" type="submit">${messages.yes}</button>
    </form>
  </section>`;
}

function person(page: PageOfReview, { account, isOwn, roles, canLapse }: ShownAccount): Markup {
  const { people, review: messages } = portalMessagesIn(page.language);
  return html`<li>
    <h3>${account.name}${isOwn && html` (${people.you})`}</h3>
    <p class="state">${lastSeenText(account, page.language)}. ${!canLapse && messages.stays}</p>
    ${roles.map((shown) => renderRole(page, account, { ...shown, mayConfirm: false }))}
  </li>`;
}
