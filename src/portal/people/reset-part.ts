import type { Language } from '../../domain/language.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { ResetTrouble } from '../languages/messages.ts';

/** How far a reset of somebody's factors has come, for whoever may take part in it. */
export type ShownReset =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'requested';
      readonly by: string | undefined;
      readonly needs: 'confirmation' | 'same_person' | 'requester_gone';
    }
  | { readonly stage: 'confirmed'; readonly opensAt: Readonly<Record<Language, string>> };

export function renderReset(language: Language, account: PortalAccount, reset: ShownReset): Markup {
  const { resets: messages } = portalMessagesIn(language);
  switch (reset.stage) {
    case 'none':
      return request(language, account);
    case 'requested':
      return html`<p>${reset.by === undefined ? messages.asked : messages.askedBy(reset.by)}</p>
        ${
          reset.needs === 'confirmation'
            ? confirmation(language, account)
            : html`<p>
                ${reset.needs === 'same_person' ? messages.needsAnother : messages.refused.requester_gone}
              </p>`
        }`;
    case 'confirmed':
      return html`<p>${messages.confirmed(reset.opensAt[language])}</p>`;
  }
}

function request(language: Language, account: PortalAccount): Markup {
  const { resets: messages } = portalMessagesIn(language);
  return html`<details>
    <summary class="quiet">${messages.ask}<span class="visually-hidden"> ${account.name}</span></summary>
    <form method="post" action="${portalAddresses.requestReset}" class="fields">
      <input type="hidden" name="account" value="${account.id}" />
      <p>${messages.what}</p>
      <p class="field">
        <label for="reset-${account.id}">${messages.reason}</label>
        <input type="text" id="reset-${account.id}" name="reason" required maxlength="200" />
      </p>
      <button class="button secondary" type="submit">${messages.ask}</button>
    </form>
  </details>`;
}

function confirmation(language: Language, account: PortalAccount): Markup {
  const { resets: messages } = portalMessagesIn(language);
  return html`<form method="post" action="${portalAddresses.confirmReset}" class="fields">
    <input type="hidden" name="account" value="${account.id}" />
    <p>${messages.what}</p>
    <button class="button secondary" type="submit">
      ${messages.confirm}<span class="visually-hidden"> ${account.name}</span>
    </button>
  </form>`;
}

export function renderResetRefused(language: Language, trouble: ResetTrouble): Markup {
  const { people, resets } = portalMessagesIn(language);
  return html`<div class="wrong" role="alert">
    <p><strong>${people.wrongTitle}</strong></p>
    <p>${resets.refused[trouble]}</p>
  </div>`;
}
