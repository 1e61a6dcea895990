import type { CalendarDay } from '../../../domain/clock.ts';
import type { AttributeName } from '../../../domain/ids.ts';
import { dayForPeople } from '../../../domain/moment-for-people.ts';
import { html, type Markup } from '../../../http/markup.ts';
import { portalAddresses } from '../../addresses.ts';
import type { WrongDraft } from '../../languages/changes/messages.ts';
import { portalMessagesIn } from '../../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../../portal-page.ts';
import { renderReasonField } from '../../reason-field.ts';
import { authorText } from '../author-text.ts';
import { renderChanges } from '../changes-part.ts';
import { knownSentences, namesText } from '../claim-text.ts';
import type { AffiliationChange } from '../policy-changes.ts';
import type { SeenService } from '../seen-services.ts';
import type { TryOut } from '../try-out.ts';
import { renderTryOut } from '../try-out-part.ts';
import type { ListedDraft } from './drafts-part.ts';

interface DraftPage extends PortalFrame {
  /** As it would be once the draft is published. */
  readonly seen: SeenService;
  readonly draft: ListedDraft;
  /** From when it is to count; `passed`: that day is over, and it counts at once. */
  readonly from: { readonly day: CalendarDay; readonly isPassed: boolean } | undefined;
  /** The version of the policy that the page compares with. */
  readonly liveVersion: number;
  /** Somebody changed the policy after the draft was written. */
  readonly isStale: boolean;
  readonly changes: readonly AffiliationChange[];
  readonly missing: readonly AttributeName[];
  readonly tryOuts: readonly TryOut[];
  readonly isOwn: boolean;
  readonly mayJudge: boolean;
  readonly mayDraft: boolean;
  readonly refusalReason: string;
  readonly wrong: readonly WrongDraft[];
}

/** A draft beside what is live at this moment, for whoever publishes it, refuses it or wrote it. */
export function renderDraft(page: DraftPage): string {
  const { services, changes: messages } = portalMessagesIn(page.language);
  const { school, service, input } = page.seen;
  const title = messages.drafts.oneTitle(page.draft.when);
  return renderPortalPage({
    ...page,
    current: 'services',
    title,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.service(school.id, service.id)}"
          >${service.name}, ${school.name}</a
        >
      </p>
      <h1>${title}</h1>
      ${page.wrong.length > 0 && wrongPart(page)}
      <p class="state">${authorText(page.language, page.draft.by)}</p>
      <p>${messages.because(page.draft.reason)}</p>
      ${page.from !== undefined && fromPart(page, page.from)}
      ${page.isStale && html`<p class="attention">${messages.drafts.stale}</p>`}
      <p class="lead">${messages.drafts.compareLead}</p>
      ${renderChanges(page.language, page.seen, page.changes)}
      ${
        page.missing.length > 0 &&
        html`<p class="attention">
          ${services.misses(service.name, namesText(page.language, input, page.missing))}
        </p>`
      }
      <div class="calm">
        ${knownSentences(page.language, input).map((sentence) => html`<p>${sentence}</p>`)}
      </div>
      ${page.mayJudge ? judging(page) : html`<p>${page.isOwn ? messages.drafts.own : messages.drafts.byOther}</p>`}
      ${page.isOwn && withdrawing(page)} ${page.mayDraft && goingOn(page)}
      ${page.tryOuts.length > 0 && renderTryOut(page.language, page.seen, page.tryOuts)}`,
  });
}

function wrongPart({ language, wrong }: DraftPage): Markup {
  const { services, changes } = portalMessagesIn(language);
  return html`<div class="wrong" role="alert">
    <p><strong>${services.wrongTitle}</strong></p>
    ${wrong.map((each) => html`<p id="wrong-${each}">${changes.drafts.wrong[each]}</p>`)}
  </div>`;
}

function fromPart(
  { language }: DraftPage,
  { day, isPassed }: { readonly day: CalendarDay; readonly isPassed: boolean },
): Markup {
  const { changes: messages } = portalMessagesIn(language);
  const text = dayForPeople(day, language);
  return isPassed
    ? html`<p class="attention">${messages.drafts.passed(text)}</p>`
    : html`<p>${messages.later.from(text)}.</p>`;
}

function judging(page: DraftPage): Markup {
  const { drafts: messages } = portalMessagesIn(page.language).changes;
  return html`<form method="post" action="${addressOf(page)}" class="fields">
      <input type="hidden" name="version" value="${page.liveVersion}" />
      <p>
        <button class="button primary" type="submit" name="act" value="publish">${messages.publish}</button>
      </p>
    </form>
    <form method="post" action="${addressOf(page)}" class="fields">
      ${renderReasonField({ label: messages.refusalReason, value: page.refusalReason, isWrong: page.wrong.includes('reason') })}
      <p>
        <button class="button secondary" type="submit" name="act" value="refuse">${messages.refuse}</button>
      </p>
    </form>`;
}

function withdrawing(page: DraftPage): Markup {
  const { drafts: messages } = portalMessagesIn(page.language).changes;
  return html`<form method="post" action="${addressOf(page)}">
    <button class="button secondary" type="submit" name="act" value="withdraw">${messages.withdraw}</button>
  </form>`;
}

function goingOn({ language, seen: { school, service }, draft }: DraftPage): Markup {
  const { drafts: messages } = portalMessagesIn(language).changes;
  const address = portalAddresses.changeDraft(school.id, service.id, draft.id);
  return html`<p><a class="whole" href="${address}">${messages.goOn}</a></p>`;
}

function addressOf({ seen: { school, service }, draft }: DraftPage): string {
  return portalAddresses.draft(school.id, service.id, draft.id);
}
