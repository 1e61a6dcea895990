import { languages, type Language } from '../domain/language.ts';
import { assetUrl, type ScriptName, type StyleSheetName } from './assets.ts';
import { messagesIn } from './languages/messages-in.ts';
import { html, type Markup } from './markup.ts';

/** What every view needs to know besides its own content. */
export interface PageFrame {
  readonly language: Language;
  /**
   * Address of this page (`request.originalUrl`). With it the page offers the other language; leave it out when
   * asking for the page again would do something again or fail, such as after a post.
   */
  readonly currentUrl?: string | undefined;
}

export interface Page extends PageFrame {
  readonly title: string;
  readonly body: Markup;
  readonly scripts?: readonly ScriptName[];
  /** Besides the one that every page has. */
  readonly styleSheets?: readonly StyleSheetName[];
  /** Between the header and what the page is about. */
  readonly navigation?: Markup;
}

/** The whole document around the body of a page. */
export function renderPage(page: Page): string {
  const messages = messagesIn(page.language);
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${page.title} – Sluis</title>
        <link rel="stylesheet" href="${assetUrl('sluis.css')}" />
        ${(page.styleSheets ?? []).map((name) => html`<link rel="stylesheet" href="${assetUrl(name)}" />`)}
        <link rel="icon" type="image/svg+xml" href="${assetUrl('logo.svg')}" />
        ${(page.scripts ?? []).map((name) => html`<script src="${assetUrl(name)}" defer></script>`)}
      </head>
      <body>
        <a class="skip-link" href="#content">${messages.skipToContent}</a>
        ${header(page)} ${page.navigation}
        <main id="content" tabindex="-1">${page.body}</main>
        <footer class="page-footer">
          <p>${messages.footer.privacy}</p>
          <p><a href="/">${messages.footer.whatIsSluis}</a></p>
        </footer>
      </body>
    </html>`.toString();
}

function header(page: Page): Markup {
  const kind = page.navigation === undefined ? 'page-header' : 'page-header with-navigation';
  return html`<header class="${kind}">
    <a class="brand" href="/" aria-label="Sluis – ${messagesIn(page.language).homeLink}">
      <img src="${assetUrl('logo.svg')}" alt="" width="40" height="40" />
      <span>Sluis</span>
    </a>
    ${page.currentUrl !== undefined && languageSwitch(page.language, page.currentUrl)}
  </header>`;
}

function languageSwitch(current: Language, currentUrl: string): Markup {
  return html`<nav class="language-switch" aria-label="${messagesIn(current).languageSwitch}">
    ${languages
      .filter((language) => language !== current)
      .map(
        (language) =>
          html`<a href="${languageUrl(currentUrl, language)}" hreflang="${language}" lang="${language}">
            ${messagesIn(language).languageName}
          </a>`,
      )}
  </nav>`;
}

/** The same page in another language. Only a query, so that a hostile path cannot lead anywhere else. */
function languageUrl(currentUrl: string, language: Language): string {
  const parameters = new URLSearchParams(currentUrl.split('#', 1)[0]?.split('?').slice(1).join('?'));
  parameters.set('lang', language);
  return `?${parameters.toString()}`;
}
