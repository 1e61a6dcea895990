import { html, type Markup } from '../../http/markup.ts';
import { breakable } from '../../http/written-text.ts';
import type { Letter, LetterBlock } from './letter.ts';

/** The text on a page, as it is printed. */
export function renderLetter({ language, title, blocks }: Letter): Markup {
  return html`<article class="letter" lang="${language}">
    <h2>${breakable(title)}</h2>
    ${blocks.map(renderBlock)}
  </article>`;
}

function renderBlock(block: LetterBlock): Markup {
  switch (block.kind) {
    case 'heading':
      return html`<h3>${breakable(block.text)}</h3>`;
    case 'paragraph':
      return html`<p>${breakable(block.text)}</p>`;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${breakable(item)}</li>`)}
      </ul>`;
    case 'facts':
      return html`<dl class="facts">
        ${block.facts.map(
          ({ name, value }) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${breakable(value)}</dd>
            </div>`,
        )}
      </dl>`;
    case 'table':
      return renderTable(block);
  }
}

/** Each cell says its column as well, for where the columns do not fit beside each other. */
function renderTable({ caption, head, rows }: Extract<LetterBlock, { kind: 'table' }>): Markup {
  return html`<div class="wide-table" role="group" aria-label="${caption}" tabindex="0">
    <table class="letter-table">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((text) => html`<th scope="col">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...others]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${others.map((text) => html`<td>${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
