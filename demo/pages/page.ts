import { html } from 'hono/html';

/** A piece of escaped HTML, as `html` makes it. */
export type Markup = ReturnType<typeof html>;

export interface PageContent {
  readonly title: string;
  /** Who shows this page: school or supplier. */
  readonly party: string;
  readonly body: Markup;
  /** Picks the colours of the style sheet. */
  readonly look?: 'school' | 'leesboom' | 'rekenrijk';
  /** Loads the script that submits the page's one form by itself. */
  readonly submitsItself?: boolean;
}

/** The frame of every page of the demo's schools and suppliers. In Dutch, as those would be. */
export async function page(content: PageContent): Promise<string> {
  const script = content.submitsItself === true ? html`<script src="/assets/submit.js" defer></script>` : '';
  const text = await html`<!doctype html>
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${content.title} – ${content.party}</title>
        <link rel="stylesheet" href="/assets/demo.css" />
        ${script}
      </head>
      <body class="${content.look ?? 'school'}">
        <header><p class="party">${content.party}</p></header>
        <main>${content.body}</main>
        <footer><p>Demo: alle scholen, bedrijven en mensen hier zijn verzonnen.</p></footer>
      </body>
    </html>`;
  return text.toString();
}
