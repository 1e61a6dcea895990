import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { listText } from '../services/claim-text.ts';
import { listedStatuses, type AgreementBetween } from './seen-agreements.ts';

interface AgreementsPage extends PortalFrame {
  /** Each party reads the name of the other one. */
  readonly reads: 'board' | 'supplier';
  readonly partyName: string;
  /** In their order: what waits comes first. */
  readonly agreements: readonly AgreementBetween[];
  /** How many there are that the page does not show. */
  readonly more: number;
  readonly maySign: boolean;
}

export function renderAgreements(page: AgreementsPage): string {
  const { agreements: messages } = portalMessagesIn(page.language);
  const lead = page.reads === 'board' ? messages.leadOfBoard : messages.leadOfSupplier;
  return renderPortalPage({
    ...page,
    current: 'agreements',
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${lead(page.partyName)}</p>
      ${page.agreements.length === 0 && html`<p class="calm">${messages.none}</p>`}
      ${listedStatuses.map((status) => {
        const group = page.agreements.filter(({ agreement }) => agreement.status === status);
        return (
          group.length > 0 &&
          html`<h2>${messages.groups[status]}</h2>
            <ul class="people">
              ${group.map((between) => line(page, between))}
            </ul>`
        );
      })}
      ${page.more > 0 && html`<p>${messages.more(page.more)}</p>`}`,
  });
}

function line({ language, reads, maySign }: AgreementsPage, between: AgreementBetween): Markup {
  const { agreements: messages } = portalMessagesIn(language);
  const { agreement, board, supplier } = between;
  const other = reads === 'board' ? supplier.name : board.name;
  const [from, until] = [agreement.validFrom, agreement.validUntil].map((day) => dayForPeople(day, language));
  return html`<li>
    <h3><a class="whole" href="${portalAddresses.agreement(agreement.id)}">${other}</a></h3>
    <p>${messages.about(servicesText(language, between))}</p>
    <p class="state">${messages.facts.fromUntil(from ?? '', until ?? '')}</p>
    ${
      agreement.status === 'offered' &&
      reads === 'board' &&
      (maySign
        ? html`<p>
            <a class="button secondary" href="${portalAddresses.signAgreement(agreement.id)}"
              >${messages.lookShort}<span class="visually-hidden"> ${other}</span></a
            >
          </p>`
        : html`<p class="state">${messages.waitsForSigner}</p>`)
    }
  </li>`;
}

export function servicesText(
  language: AgreementsPage['language'],
  { services }: Pick<AgreementBetween, 'services'>,
): string {
  return listText(
    language,
    services.map(({ name }) => name),
  );
}
