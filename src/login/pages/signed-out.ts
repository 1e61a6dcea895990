import { html, linkOrAppTarget, linkTarget, type Markup } from '../../http/markup.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import { pictogram, type Pictogram } from '../../http/pictograms.ts';
import { hiddenInputs } from './choices.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface ConfirmSignOut extends PageFrame {
  readonly action: string;
  /** Proof that this page was asked for by this browser, such as oidc-provider's `xsrf`. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Posts `logout=yes` for yes and no `logout` for no, as oidc-provider's end-session endpoint wants it. Names no service
 * that was visited: whoever presses this button may not be the person.
 */
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
      <p class="hint">${messages.stillOpen}</p>
    </div>`,
  });
}

export interface SignedOut extends PageFrame {
  /** The service that asked for the sign-out. */
  readonly serviceName?: string | undefined;
  /** Where that service goes on; `undefined` when it did not say. */
  readonly onwardsUrl?: string | undefined;
  /** `ask`: the school is asked anew at the next sign-in here. `close-browser`: that would not help, or we do not know. */
  readonly nextTime: 'ask' | 'close-browser';
}

/** What ended, what may still be open, and what comes next. Says nothing of the person. */
export function renderSignedOut(page: SignedOut): string {
  const messages = loginMessagesIn(page.language).signedOut;
  const onwards = page.onwardsUrl === undefined ? undefined : linkOrAppTarget(page.onwardsUrl);
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<article class="card notice">
      <div class="scene">${pictogram('check', 'large')}</div>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      <section class="turn">
        <h2>${messages.stillOpen}</h2>
        ${reminder('tablet', messages.material(page.serviceName))} ${reminder('school', messages.school)}
        <h2>${messages.nextTime}</h2>
        ${reminder('person', page.nextTime === 'ask' ? messages.ask : messages.closeBrowser)}
      </section>
      ${
        onwards !== undefined &&
        page.serviceName !== undefined &&
        html`<p class="actions">
          <a class="button primary" href="${onwards}">${messages.onwards(page.serviceName)}</a>
        </p>`
      }
    </article>`,
  });
}

function reminder(icon: Pictogram, text: string): Markup {
  return html`<p class="turn-who">${pictogram(icon)} <span>${text}</span></p>`;
}

export interface StillSignedIn extends PageFrame {
  readonly service?: { readonly name: string; readonly startUrl: string } | undefined;
  readonly signOutUrl: string;
}

/** The answer was no, or somebody came by without an answer: the session lives. */
export function renderStillSignedIn(page: StillSignedIn): string {
  const messages = loginMessagesIn(page.language).stillSignedIn;
  const { service } = page;
  const goOn = service === undefined ? undefined : linkTarget(service.startUrl);
  return renderPage({
    ...page,
    title: messages.title,
    body: html`<div class="card centred">
      <div class="scene">${pictogram('person', 'large')}</div>
      <h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      ${service !== undefined && html`<p>${messages.supplier(service.name)}</p>`}
      <p class="actions">
        ${
          service !== undefined &&
          goOn !== undefined &&
          html`<a class="button primary" href="${goOn}">${messages.goOn(service.name)}</a>`
        }
        <a class="button secondary" href="${page.signOutUrl}">${messages.signOut}</a>
      </p>
    </div>`,
  });
}
