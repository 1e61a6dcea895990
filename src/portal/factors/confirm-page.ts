import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { appCodeField } from './app-code-field.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { FactorTrouble } from '../languages/messages.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { passkeyForm } from './passkey-form.ts';
import { recoveryCodeField } from './recovery-code-field.ts';

export interface ConfirmPage extends PortalFrame {
  /** What a passkey is asked; absent: the account has none. */
  readonly passkey?: object | undefined;
  /** The account has an app whose codes are enough for its roles. */
  readonly hasApp: boolean;
  readonly hasRecoveryCodes: boolean;
  /** A recovery code was used a moment ago: from then on a factor may be added. */
  readonly opensAt?: Readonly<Record<Language, string>> | undefined;
  /** Where to go on. */
  readonly to: string;
  readonly trouble?: FactorTrouble | undefined;
}

export function renderConfirm(page: ConfirmPage): string {
  const { confirm: messages, factors } = portalMessagesIn(page.language);
  const to = html`<input type="hidden" name="to" value="${page.to}" />`;
  return renderPortalPage({
    ...page,
    title: messages.title,
    scripts: ['passkeys.js'],
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      ${page.trouble !== undefined && html`<p class="wrong" role="alert">${factors.wrong[page.trouble]}</p>`}
      ${
        page.opensAt !== undefined &&
        html`<p class="attention" role="status">${messages.codeUsed(page.opensAt[page.language])}</p>`
      }
      ${
        page.passkey !== undefined &&
        passkeyForm({
          language: page.language,
          asks: 'get',
          options: page.passkey,
          action: portalAddresses.confirmFactorByPasskey,
          button: messages.passkey,
          more: to,
        })
      }
      ${
        page.hasApp &&
        html`<form method="post" action="${portalAddresses.confirmFactorByApp}" class="fields">
          ${to} ${appCodeField(messages.appCode)}
          <p class="actions"><button class="button secondary" type="submit">${messages.app}</button></p>
        </form>`
      }
      ${
        page.passkey === undefined &&
        !page.hasApp &&
        html`<p>${messages.none}</p>
          <p class="actions">
            <a class="button primary" href="${portalAddresses.factors}">${factors.title}</a>
          </p>`
      }
      ${page.hasRecoveryCodes && recoveryCode(page)}`,
  });
}

function recoveryCode({ language, to }: ConfirmPage): Markup {
  const { confirm: messages } = portalMessagesIn(language);
  return html`<details>
    <summary class="quiet">${messages.lost}</summary>
    <form method="post" action="${portalAddresses.useRecoveryCode}" class="fields">
      <input type="hidden" name="to" value="${to}" />
      <p>${messages.recoveryHint}</p>
      ${recoveryCodeField(messages.recoveryCode)}
      <p class="actions"><button class="button secondary" type="submit">${messages.useCode}</button></p>
    </form>
  </details>`;
}
