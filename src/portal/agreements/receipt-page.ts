import type { CalendarDay } from '../../domain/clock.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import type { Language } from '../../domain/language.ts';
import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderFact } from '../fact.ts';
import type { AgreementBetween } from './seen-agreements.ts';
import { renderSignedText } from './sign-page.ts';
import type { SignedText } from './signed-text.ts';

interface ReceiptPage extends PortalFrame {
  readonly between: AgreementBetween;
  readonly as: string;
  readonly on: CalendarDay;
  readonly at: Readonly<Record<Language, string>>;
  readonly hash: SignedText['hash'];
  /** As it was signed; absent: it is kept no longer. */
  readonly text?: string | undefined;
}

/** That the board signed, what, as what and when: the same for both parties, and to be printed. */
export function renderReceipt(page: ReceiptPage): string {
  const { receipt: messages, facts, sign } = portalMessagesIn(page.language).agreements;
  const { agreement, board, supplier } = page.between;
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: messages.title,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.agreement(agreement.id)}"
          >${supplier.name} – ${board.name}</a
        >
      </p>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <dl class="facts">
        ${renderFact(facts.board, board.name)} ${renderFact(facts.supplier, supplier.name)}
        ${renderFact(facts.signedByBoard, facts.signed(page.as, dayForPeople(page.on, page.language)))}
        ${renderFact(messages.at, page.at[page.language])}
        ${renderFact(sign.hash, html`<code class="digest">${page.hash}</code>`)}
      </dl>
      ${
        page.text === undefined
          ? html`<p class="attention">${messages.notKept}</p>`
          : html`<p>${messages.check}</p>
              ${renderSignedText(page.language, { text: page.text, hash: page.hash })}
              <p>
                <a
                  class="button secondary"
                  href="${portalAddresses.agreementDocument(agreement.id, page.hash)}"
                  >${portalMessagesIn(page.language).agreements.download}</a
                >
              </p>`
      }`,
  });
}
