import type { Language } from '../../domain/language.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { keptAt, type KeptPeopleForm } from './kept-people-form.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import type { ResetTrouble } from '../languages/messages.ts';
import { renderReasonField } from '../reason-field.ts';

/** How far a reset of somebody's factors has come, for whoever may take part in it. */
export type ShownReset =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'requested';
      readonly by: string | undefined;
      readonly needs: 'confirmation' | 'same_person' | 'requester_gone';
      /** `asked`: whoever asked said that they are with that person; `joined`: who said so too. */
      readonly together: 'no' | 'asked' | 'joined';
    }
  | { readonly stage: 'confirmed'; readonly opensAt: Readonly<Record<Language, string>> };

/** With what was filled in before a factor had to be shown. */
interface FilledReset {
  readonly kept: KeptPeopleForm | undefined;
}

export function renderReset(
  language: Language,
  account: PortalAccount,
  reset: ShownReset & FilledReset,
): Markup {
  const { resets: messages } = portalMessagesIn(language);
  switch (reset.stage) {
    case 'none':
      return request(language, account, reset);
    case 'requested':
      return html`<p>${reset.by === undefined ? messages.asked : messages.askedBy(reset.by)}</p>
        ${reset.needs !== 'requester_gone' && reset.together !== 'no' && html`<p>${messages.together[reset.together](account.name)}</p>`}
        ${needed(language, account, reset)}`;
    case 'confirmed':
      return html`<p>${messages.confirmed(reset.opensAt[language])}</p>`;
  }
}

function needed(
  language: Language,
  account: PortalAccount,
  { needs, together, kept }: Extract<ShownReset, { readonly stage: 'requested' }> & FilledReset,
): Markup {
  const { resets: messages } = portalMessagesIn(language);
  switch (needs) {
    case 'confirmation':
      return confirmation(language, account, { kept, mayBeTogether: together === 'joined' });
    case 'same_person':
      return html`<p>${messages.needsAnother}</p>`;
    case 'requester_gone':
      return html`<p>${messages.requesterGone}</p>
        ${request(language, account, { kept })}`;
  }
}

function request(language: Language, account: PortalAccount, { kept }: FilledReset): Markup {
  const { resets: messages } = portalMessagesIn(language);
  const filled = keptAt(portalAddresses.requestReset, kept, account);
  return html`<details ${filled !== undefined && html`open`}>
    <summary class="quiet">${messages.ask}<span class="visually-hidden"> ${account.name}</span></summary>
    <form method="post" action="${portalAddresses.requestReset}" class="fields">
      <input type="hidden" name="account" value="${account.id}" />
      <p>${messages.what}</p>
      ${renderReasonField({ id: `reset-${account.id}`, label: messages.reason, value: filled?.reason })}
      ${
        account.subject !== undefined &&
        togetherOption(messages.sayTogether, messages.sayTogetherHint(account.name), filled)
      }
      <button class="button secondary" type="submit">${messages.ask}</button>
    </form>
  </details>`;
}

function togetherOption(label: string, hint: string, filled: KeptPeopleForm | undefined): Markup {
  return html`<div class="field">
    <label class="option">
      <input type="checkbox" name="together" value="yes" ${filled?.together === true && html`checked`} />
      <span>${label}<span class="hint">${hint}</span></span>
    </label>
  </div>`;
}

function confirmation(
  language: Language,
  account: PortalAccount,
  { kept, mayBeTogether }: FilledReset & { readonly mayBeTogether: boolean },
): Markup {
  const { resets: messages } = portalMessagesIn(language);
  const filled = keptAt(portalAddresses.confirmReset, kept, account);
  return html`<form method="post" action="${portalAddresses.confirmReset}" class="fields">
    <input type="hidden" name="account" value="${account.id}" />
    <p>${messages.what}</p>
    ${mayBeTogether && togetherOption(messages.confirmTogether, messages.confirmTogetherHint, filled)}
    <button class="button secondary" type="submit">
      ${messages.confirm}<span class="visually-hidden"> ${account.name}</span>
    </button>
  </form>`;
}

/** What the second person hands on. */
export function renderResetConfirmed(
  page: PortalFrame & {
    readonly account: Pick<PortalAccount, 'name' | 'subject'>;
    readonly link: string;
    readonly opensAt: Readonly<Record<Language, string>>;
  },
): string {
  const { people, resets: messages } = portalMessagesIn(page.language);
  const { account, link, opensAt } = page;
  const title = messages.confirmedTitle(account.name);
  return renderPortalPage({
    ...page,
    current: 'people',
    title,
    body: html`<h1>${title}</h1>
      <p>${messages.confirmedFrom(opensAt[page.language])}</p>
      <p>${account.subject === undefined ? messages.linkNeeded : messages.linkForSchool}</p>
      <p>${people.invited}</p>
      <p class="field"><strong>${people.invitedLink}</strong></p>
      <p class="copied"><code>${link}</code></p>
      <p class="actions">
        <a class="button secondary" href="${portalAddresses.people}">${people.title}</a>
      </p>`,
  });
}

export function renderResetRefused(language: Language, trouble: ResetTrouble): Markup {
  const { people, resets } = portalMessagesIn(language);
  return html`<div class="wrong" role="alert">
    <p><strong>${people.wrongTitle}</strong></p>
    <p>${resets.refused[trouble]}</p>
  </div>`;
}
