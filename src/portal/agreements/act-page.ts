import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { WrongAgreement } from '../languages/agreements/messages.ts';
import { renderReasonField } from '../reason-field.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { accessTexts } from './agreement-parts.ts';
import { servicesText } from './agreements-page.ts';
import type { SeenAgreement } from './seen-agreements.ts';
import { renderWrongAgreement } from './sign-page.ts';
import type { AgreementAct } from './steps.ts';
import type { AccessChange } from './where-it-counts.ts';

interface ActPage extends PortalFrame {
  readonly seen: SeenAgreement;
  readonly act: AgreementAct;
  /** Of the agreement as it stands on the page. */
  readonly version: number;
  /** Who no longer gets in where, and who does again. */
  readonly stops: readonly AccessChange[];
  readonly opens: readonly AccessChange[];
  readonly reason: string;
  readonly wrong: readonly WrongAgreement[];
}

/** What an act does, in people, before it is done. */
export function renderAct(page: ActPage): string {
  const { agreements: messages } = portalMessagesIn(page.language);
  const { act, seen, wrong } = page;
  const { agreement, supplier } = seen;
  const words = messages.acts[act];
  const what = [
    ...accessTexts(page.language, page.stops, 'stops'),
    ...accessTexts(page.language, page.opens, 'opens'),
  ];
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: words.title,
    body: html`<p class="state">
        <a class="whole" href="${portalAddresses.agreement(agreement.id)}">${supplier.name}</a>
      </p>
      <h1>${words.title}</h1>
      <p class="lead">${messages.about(servicesText(page.language, seen))}</p>
      ${renderWrongAgreement(page)}
      <p>${words.lead}</p>
      ${act === 'refuse' && agreement.replaces !== undefined && html`<p>${messages.replacedGoesOn}</p>`}
      ${
        what.length === 0
          ? html`<p>${messages.nothingStops}</p>`
          : html`<div class="attention">${what.map((sentence) => html`<p>${sentence}</p>`)}</div>`
      }
      <form method="post" action="${portalAddresses.actOnAgreement(agreement.id, act)}" class="fields">
        <input type="hidden" name="version" value="${page.version}" />
        ${renderReasonField({ label: words.reason, hint: messages.reasonHint, value: page.reason, isWrong: wrong.includes('reason') })}
        <p class="actions">
          <button class="button primary" type="submit">${words.title}</button>
          <a class="button secondary" href="${portalAddresses.agreement(agreement.id)}">${messages.back}</a>
        </p>
      </form>`,
  });
}
