import { html, linkTarget } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram } from '../../http/pictograms.ts';
import { hiddenInputs } from './choices.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface ConfirmSignOut extends PageFrame {
  readonly action: string;
  /** Proof that this page was asked for by this browser, such as oidc-provider's `xsrf`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Posts `logout=yes` for yes and no `logout` for no, as oidc-provider's end-session endpoint wants it. */
export function renderConfirmSignOut(page: ConfirmSignOut): string {
  const messages = loginMessagesIn(page.language).confirmSignOut;
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card centred">
      <div class="scene">${pictogram('person', 'large')}</div>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <form method="post" action="${page.action}">
        ${hiddenInputs(page.fields)}
        <p class="actions">
          <button class="button primary" type="submit" name="logout" value="yes">${messages.yes}</button>
          <button class="button secondary" type="submit">${messages.no}</button>
        </p>
      </form>
    </div>`,
  });
}

export interface SignedOut extends PageFrame {
  readonly backTo?: { readonly serviceName: string; readonly url: string } | undefined;
}

export function renderSignedOut(page: SignedOut): string {
  const messages = loginMessagesIn(page.language).signedOut;
  const back = page.backTo === undefined ? undefined : linkTarget(page.backTo.url);
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card centred">
      <div class="scene">${pictogram('check', 'large')}</div>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <p>${messages.school}</p>
      ${
        page.backTo !== undefined &&
        back !== undefined &&
        html`<p class="actions">
          <a class="button secondary" href="${back}">${messages.back(page.backTo.serviceName)}</a>
        </p>`
      }
    </div>`,
  });
}
