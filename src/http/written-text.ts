import type { Language } from '../domain/language.ts';
import { html, type Markup } from './markup.ts';

/** A text that a school, a supplier or the operator wrote for pages. English only where they wrote it. */
export interface WrittenText {
  readonly nl: string;
  readonly en?: string;
}

/** In Dutch, and marked so, where nobody wrote another. */
export function inLanguage(language: Language, text: WrittenText): Markup {
  const own = text[language];
  return own === undefined
    ? html`<span lang="nl">${breakable(text.nl)}</span>`
    : html`<span>${breakable(own)}</span>`;
}

/** May go on below behind a dot or an `@`: hosts and mailboxes are longer than a telephone is wide. */
export function breakable(text: string): readonly Markup[] {
  return text
    .split(/(?<=[.@])(?=\S)/u)
    .map((part, index) => (index === 0 ? html`${part}` : html`<wbr />${part}`));
}
