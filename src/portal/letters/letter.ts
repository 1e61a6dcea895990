import type { Language } from '../../domain/language.ts';

/** For whom a text is: the parents of pupils about one app, or the participation council about all of a school. */
export type LetterKind = 'parents' | 'council';

export interface LetterFact {
  readonly name: string;
  readonly value: string;
}

export type LetterBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly LetterFact[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** A text to hand on. Page, document and PDF are written from it, so that all three say the same. */
export interface Letter {
  readonly kind: LetterKind;
  readonly language: Language;
  readonly title: string;
  readonly blocks: readonly LetterBlock[];
}

/**
 * The same letter without characters that nobody sees, that turn the order of others round or that no document can have:
 * names in it were written by suppliers and schools. Where a long word may be broken is left to whoever writes the letter out.
 */
export function printable(letter: Letter): Letter {
  return { ...letter, title: printableText(letter.title), blocks: letter.blocks.map(printableBlock) };
}

function printableBlock(block: LetterBlock): LetterBlock {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, text: printableText(block.text) };
    case 'list':
      return { ...block, items: block.items.map(printableText) };
    case 'facts':
      return {
        ...block,
        facts: block.facts.map(({ name, value }) => ({
          name: printableText(name),
          value: printableText(value),
        })),
      };
    case 'table':
      return {
        ...block,
        caption: printableText(block.caption),
        head: block.head.map(printableText),
        rows: block.rows.map((row) => row.map(printableText)),
      };
  }
}

function printableText(text: string): string {
  return text.replaceAll(/[\p{Zl}\p{Zp}\t]/gu, ' ').replaceAll(/\p{C}/gu, '');
}
