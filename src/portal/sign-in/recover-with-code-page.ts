import type { Language } from '../../domain/language.ts';
import { html } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { recoveryCodeField } from '../factors/recovery-code-field.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';

interface RecoverWithCodePage extends PortalFrame {
  /** The code began a wait, which is over then. */
  readonly opensAt?: Readonly<Record<Language, string>>;
  readonly isWrong?: boolean;
}

export function renderRecoverWithCode({ opensAt, isWrong = false, ...page }: RecoverWithCodePage): string {
  const { recoverWithCode: messages, confirm, factors } = portalMessagesIn(page.language);
  return renderPortalPage({
    ...page,
    title: messages.title,
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <p>${messages.how}</p>
      ${isWrong && html`<p class="wrong" role="alert">${factors.wrong.wrong}</p>`}
      ${
        opensAt === undefined
          ? html`<form method="post" action="${portalAddresses.recoverWithCode}" class="fields">
              ${recoveryCodeField(confirm.recoveryCode)}
              <p class="actions">
                <button class="button primary" type="submit">${confirm.useCode}</button>
              </p>
            </form>`
          : html`<p class="attention" role="status">${messages.waits(opensAt[page.language])}</p>`
      }`,
  });
}
