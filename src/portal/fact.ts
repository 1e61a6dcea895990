import { html, type Markup, type MarkupPart } from '../http/markup.ts';

/** A line of a list of facts: its name, and what is known of it. */
export function renderFact(name: string, value: MarkupPart): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
