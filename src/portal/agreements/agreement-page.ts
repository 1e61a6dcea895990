import type { DocumentHash } from '../../domain/ids.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { renderAnnex, renderCounts, renderFacts } from './agreement-parts.ts';
import { servicesText } from './agreements-page.ts';
import type { AnnexWords } from './annex-text.ts';
import type { SeenAgreement } from './seen-agreements.ts';
import { actsFor, type AgreementAct } from './steps.ts';
import type { ServiceAtSchools } from './where-it-counts.ts';

/** What was just done with it, or could not be. */
export type AgreementOutcome = 'signed' | AgreementAct | 'changed' | 'notAllowed';

interface AgreementPage extends PortalFrame {
  readonly catalogue: AnnexWords['catalogue'];
  readonly seen: SeenAgreement;
  readonly reads: 'board' | 'supplier';
  /** Of its documents, and of the text that was signed, those that this visitor may have. */
  readonly kept: readonly DocumentHash[];
  /** Where its services are on; nothing for those who see no schools. */
  readonly counts: readonly ServiceAtSchools[];
  readonly maySign: boolean;
  readonly mayChange: boolean;
  readonly mayReadPapers: boolean;
  readonly outcome?: AgreementOutcome | undefined;
}

/** One agreement in plain words, with what can be done about it. */
export function renderAgreement(page: AgreementPage): string {
  const { agreements: messages } = portalMessagesIn(page.language);
  const { agreement, board, supplier } = page.seen;
  const other = page.reads === 'board' ? supplier.name : board.name;
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: other,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.agreements}">${messages.title}</a>
      </p>
      <h1>${other}</h1>
      <p class="lead">${messages.about(servicesText(page.language, page.seen))}</p>
      ${page.outcome !== undefined && renderOutcome(page, page.outcome)}
      <p><strong>${messages.states[agreement.status]}</strong></p>
      ${actions(page)} ${counting(page)}
      <h2>${messages.sign.factsTitle}</h2>
      ${renderFacts(page.language, page.seen)} ${renderAnnex(page, page.seen)} ${documents(page)}
      ${page.maySign && acts(page)}`,
  });
}

function renderOutcome({ language }: AgreementPage, outcome: AgreementOutcome): Markup {
  const { agreements: messages } = portalMessagesIn(language);
  if (outcome === 'changed' || outcome === 'notAllowed') {
    return html`<div class="wrong" role="alert"><p>${messages.wrong[outcome]}</p></div>`;
  }
  const done = outcome === 'signed' ? messages.sign.done : messages.acts[outcome].done;
  return html`<p role="status"><strong>${done}</strong></p>`;
}

function actions(page: AgreementPage): Markup | false {
  const { agreements: messages } = portalMessagesIn(page.language);
  const { agreement } = page.seen;
  if (agreement.status === 'offered' && page.reads === 'board') {
    return page.maySign
      ? html`<p class="actions">
          <a class="button primary" href="${portalAddresses.signAgreement(agreement.id)}"
            >${messages.sign.go}</a
          >
        </p>`
      : html`<p class="attention">${messages.waitsForSigner}</p>`;
  }
  return (
    page.mayReadPapers &&
    agreement.signatures?.board?.text !== undefined &&
    html`<p>
      <a class="button secondary" href="${portalAddresses.receipt(agreement.id)}"
        >${messages.receipt.title}</a
      >
    </p>`
  );
}

function counting({ language, seen, reads, counts, mayChange }: AgreementPage): Markup | false {
  const { agreements: messages } = portalMessagesIn(language);
  return (
    reads === 'board' &&
    seen.agreement.status === 'active' &&
    html`<h2>${messages.counts.title}</h2>
      ${renderCounts(language, seen.agreement, counts, { mayChange })}`
  );
}

function documents({ language, seen, kept, mayReadPapers }: AgreementPage): Markup {
  const { agreements: messages } = portalMessagesIn(language);
  const named = seen.agreement.documents ?? [];
  return html`<h2>${messages.documentsTitle}</h2>
    ${named.length === 0 && html`<p>${messages.noDocuments}</p>`}
    <ul class="people">
      ${named.map(
        ({ kind, hash }) =>
          html`<li>
            <p>${messages.documentKinds[kind]}</p>
            ${
              mayReadPapers && kept.some((each) => each === hash)
                ? html`<p>
                    <a
                      class="button secondary"
                      href="${portalAddresses.agreementDocument(seen.agreement.id, hash)}"
                      >${messages.download}<span class="visually-hidden">
                        ${messages.documentKinds[kind]}</span
                      ></a
                    >
                  </p>`
                : html`<p class="state">${messages.documentNotKept}</p>`
            }
          </li>`,
      )}
    </ul>`;
}

function acts({ language, seen }: AgreementPage): Markup {
  const { agreements: messages } = portalMessagesIn(language);
  return html`<p class="actions">
    ${actsFor(seen.agreement).map(
      (act) =>
        html`<a class="button secondary" href="${portalAddresses.actOnAgreement(seen.agreement.id, act)}"
          >${messages.acts[act].title}</a
        >`,
    )}
  </p>`;
}
