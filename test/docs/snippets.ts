import { readFileSync } from 'node:fs';

/** A fenced block of a page. Its info string says what a test does with it: the language, then `run` or `serve`. */
export interface Snippet {
  readonly document: string;
  /** Of the opening fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly mark: string;
  readonly text: string;
}

/** All fenced blocks of a page, in order. */
export function snippetsOf(document: string): readonly Snippet[] {
  const found: Snippet[] = [];
  let open: { line: number; info: string; text: string[] } | undefined;
  for (const [index, line] of readFileSync(document, 'utf8').split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (fence === null) {
      open?.text.push(line);
      continue;
    }
    if (open === undefined) {
      open = { line: index + 1, info: fence[1] ?? '', text: [] };
      continue;
    }
    const [language = '', mark = ''] = open.info.split(' ');
    found.push({ document, line: open.line, language, mark, text: `${open.text.join('\n')}\n` });
    open = undefined;
  }
  return found;
}

/** The blocks with this language and mark; at least one, or the page has changed and its test sleeps. */
export function snippetsToRun(document: string, language: string, mark = 'run'): readonly Snippet[] {
  const found = snippetsOf(document).filter((one) => one.language === language && one.mark === mark);
  if (found.length === 0) throw new Error(`${document} holds no block with \`\`\`${language} ${mark}`);
  return found;
}

/** The one block of this language and mark that holds a text. */
export function snippetWith(document: string, language: string, text: string): Snippet {
  const [only, ...others] = snippetsToRun(document, language).filter((one) => one.text.includes(text));
  if (only === undefined || others.length > 0) {
    throw new Error(`not exactly one ${language} block of ${document} holds ${text}`);
  }
  return only;
}
