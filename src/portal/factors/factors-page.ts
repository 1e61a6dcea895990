import type { CalendarDay } from '../../domain/clock.ts';
import type { FactorKind } from '../../domain/factors.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalAddresses } from '../addresses.ts';
import { appCodeField } from './app-code-field.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import type { FactorTrouble } from '../languages/messages.ts';
import { dayForPeople } from '../../domain/moment-for-people.ts';
import { renderPortalPage, type PortalFrame } from '../portal-page.ts';
import { qrCode } from './qr-code.ts';
import { passkeyForm } from './passkey-form.ts';

export interface FactorsPage extends PortalFrame {
  readonly factors: readonly {
    readonly id: string;
    readonly kind: FactorKind;
    readonly name: string;
    readonly addedOn: CalendarDay;
  }[];
  readonly codesLeft: number | undefined;
  /** What is asked for a new passkey; absent: none may be made now. */
  readonly newPasskey?: object | undefined;
  readonly mayAddApp: boolean;
  /** Where a factor is shown that lets this visitor change them; absent: it was, or there is none. */
  readonly confirmAddress?: string | undefined;
  readonly trouble?: FactorTrouble | undefined;
}

export function renderFactors(page: FactorsPage): string {
  const messages = portalMessagesIn(page.language).factors;
  const isFirst = page.factors.length === 0;
  return renderPortalPage({
    ...page,
    current: 'factors',
    title: messages.title,
    scripts: ['passkeys.js'],
    body: html`<h1>${messages.title}</h1>
      <p class="lead">${messages.lead}</p>
      ${page.trouble !== undefined && html`<p class="wrong" role="alert">${messages.wrong[page.trouble]}</p>`}
      ${isFirst && html`<p>${messages.why}</p>`} ${isFirst && firstOne(page)} ${!isFirst && list(page)}
      ${
        page.confirmAddress !== undefined &&
        html`<p class="actions">
          <a class="button primary" href="${page.confirmAddress}">${messages.toConfirm}</a>
        </p>`
      }
      ${page.newPasskey !== undefined && newPasskey(page, page.newPasskey)}
      ${
        page.mayAddApp &&
        html`<p><a class="quiet" href="${portalAddresses.addApp}">${messages.addApp}</a></p>
          <p class="hint">${messages.addAppHint}</p>`
      }
      ${!isFirst && recoveryCodes(page)}`,
  });
}

function firstOne({ language, newPasskey: options }: FactorsPage): Markup {
  const messages = portalMessagesIn(language).factors;
  return options === undefined
    ? html`<p class="attention">${messages.notOpen}</p>`
    : html`<p><strong>${messages.first}</strong></p>`;
}

function list(page: FactorsPage): Markup {
  const messages = portalMessagesIn(page.language).factors;
  return html`<ul class="people">
      ${page.factors.map(
        ({ id, kind, name, addedOn }) =>
          html`<li class="role-line">
            <p>
              <strong>${name}</strong><br />
              <span class="state"
                >${messages.names[kind]}. ${messages.added(dayForPeople(addedOn, page.language))}.</span
              >
            </p>
            ${
              page.confirmAddress === undefined &&
              html`<form method="post" action="${portalAddresses.removeFactor}">
                <input type="hidden" name="factor" value="${id}" />
                <button class="quiet" type="submit">
                  ${messages.remove}<span class="visually-hidden"> ${name}</span>
                </button>
              </form>`
            }
          </li>`,
      )}
    </ul>
    ${page.factors.length === 1 && html`<p class="attention">${messages.second}</p>`}`;
}

function newPasskey({ language }: FactorsPage, options: object): Markup {
  const messages = portalMessagesIn(language).factors;
  return html`<h2>${messages.addPasskey}</h2>
    <p class="hint">${messages.addPasskeyHint}</p>
    ${passkeyForm({
      language,
      asks: 'create',
      options,
      action: portalAddresses.addPasskey,
      button: messages.addPasskey,
      more: html`<p class="field">
        <label for="name">${messages.name}</label>
        <input type="text" id="name" name="name" value="${messages.namePasskey}" maxlength="60" required />
      </p>`,
    })}`;
}

function recoveryCodes({ language, codesLeft, confirmAddress }: FactorsPage): Markup {
  const messages = portalMessagesIn(language).factors;
  return html`<h2>${messages.codes}</h2>
    <p>${codesLeft === undefined ? messages.noCodes : messages.codesHint(codesLeft)}</p>
    ${
      confirmAddress === undefined &&
      html`<form method="post" action="${portalAddresses.recoveryCodes}">
        <button class="button secondary" type="submit">${messages.makeCodes}</button>
      </form>`
    }`;
}

export function renderNewCodes(page: PortalFrame & { readonly codes: readonly string[] }): string {
  const messages = portalMessagesIn(page.language).factors;
  return renderPortalPage({
    ...page,
    current: 'factors',
    title: messages.newCodesTitle,
    body: html`<h1>${messages.newCodesTitle}</h1>
      <p>${messages.newCodes}</p>
      <ol class="copied codes">
        ${page.codes.map((code) => html`<li>${code}</li>`)}
      </ol>
      <p class="actions">
        <a class="button secondary" href="${portalAddresses.factors}">${messages.title}</a>
      </p>`,
  });
}

export interface AddAppPage extends PortalFrame {
  /** Base32, for whoever types it. */
  readonly secret: string;
  /** The same as an `otpauth:` address, for a camera. */
  readonly uri: string;
  readonly trouble?: FactorTrouble | undefined;
}

export function renderAddApp(page: AddAppPage): string {
  const messages = portalMessagesIn(page.language).factors;
  const [put, type] = messages.appSteps;
  return renderPortalPage({
    ...page,
    current: 'factors',
    title: messages.addApp,
    body: html`<h1>${messages.addApp}</h1>
      ${page.trouble !== undefined && html`<p class="wrong" role="alert">${messages.wrong[page.trouble]}</p>`}
      <ol class="steps-of">
        <li>${put}</li>
        <li>${type}</li>
      </ol>
      ${qrCode(page.uri, messages.appQrCode)}
      <p><strong>${messages.appSecret}</strong></p>
      <p class="copied">${page.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</p>
      <form method="post" action="${portalAddresses.addApp}" class="fields">
        ${appCodeField(messages.appCode)}
        <p class="field">
          <label for="name">${messages.name}</label>
          <input type="text" id="name" name="name" value="${messages.nameApp}" maxlength="60" required />
        </p>
        <p class="actions"><button class="button primary" type="submit">${messages.addApp}</button></p>
      </form>`,
  });
}
