import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongAgreement } from '../languages/agreements/messages.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderCounts } from './agreement-parts.ts';
import type { AnnexWords } from './annex-text.ts';
import { renderComparison } from './comparison-part.ts';
import type { SeenAgreement } from './seen-agreements.ts';
import type { SignedText } from './signed-text.ts';
import type { ServiceAtSchools } from './where-it-counts.ts';

/** As long as a function may be. */
export const longestFunction = 100;

interface SignPage extends PortalFrame {
  readonly catalogue: AnnexWords['catalogue'];
  readonly seen: SeenAgreement;
  /** Where its services are on once it is signed. */
  readonly counts: readonly ServiceAtSchools[];
  readonly signed: SignedText;
  /** The function, as it was typed. */
  readonly as: string;
  readonly wrong: readonly WrongAgreement[];
}

/** An offer beside what it replaces, what happens when it is signed, and the text that is signed. */
export function renderSign(page: SignPage): string {
  const { agreements: messages } = portalMessagesIn(page.language);
  const { agreement, supplier } = page.seen;
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: messages.sign.title,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.agreement(agreement.id)}">${supplier.name}</a>
      </p>
      <h1>${messages.sign.title}</h1>
      <p class="lead">${messages.sign.lead(supplier.name)}</p>
      ${renderWrongAgreement(page)} ${renderComparison(page, page.seen)}
      <h2>${messages.counts.willTitle}</h2>
      ${renderCounts(page.language, agreement, page.counts, { mayChange: false })}
      <p>${messages.sign.what}</p>
      <h2 id="text">${messages.sign.textTitle}</h2>
      <p>${messages.sign.textLead}</p>
      ${renderSignedText(page.language, page.signed)} ${form(page)}`,
  });
}

export function renderWrongAgreement({
  language,
  wrong,
}: Pick<SignPage, 'language' | 'wrong'>): Markup | false {
  const { agreements: messages } = portalMessagesIn(language);
  return (
    wrong.length > 0 &&
    html`<div class="wrong" role="alert">
      <p><strong>${messages.wrongTitle}</strong></p>
      ${wrong.map((each) => html`<p id="wrong-${each}">${messages.wrong[each]}</p>`)}
    </div>`
  );
}

/** These bytes and no others, with the number that names them. */
export function renderSignedText(language: SignPage['language'], { text, hash }: SignedText): Markup {
  const { sign: messages } = portalMessagesIn(language).agreements;
  return html`<pre
      class="signed-text"
      tabindex="0"
      role="region"
      aria-label="${messages.textLabel}"
    ><code>${text}</code></pre>
    <p class="state">${messages.hash}: <code class="digest">${hash}</code></p>`;
}

function form({ language, seen, signed, as, wrong }: SignPage): Markup {
  const { agreements: messages } = portalMessagesIn(language);
  const { id } = seen.agreement;
  return html`<form method="post" action="${portalAddresses.signAgreement(id)}" class="fields">
    <input type="hidden" name="text" value="${signed.hash}" />
    <div class="field">
      <label for="as">${messages.sign.as}</label>
      <p class="hint" id="as-hint">${messages.sign.asHint}</p>
      <input
        type="text"
        id="as"
        name="as"
        value="${as}"
        autocomplete="organization-title"
        maxlength="${longestFunction}"
        aria-describedby="as-hint${wrong.includes('function') && ' wrong-function'}"
        ${wrong.includes('function') && html`aria-invalid="true"`}
        required
      />
    </div>
    <p class="actions">
      <button class="button primary" type="submit">${messages.sign.submit}</button>
      <a class="button secondary" href="${portalAddresses.agreement(id)}">${messages.sign.later}</a>
    </p>
  </form>`;
}
