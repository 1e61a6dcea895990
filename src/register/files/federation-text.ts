import { fileKinds } from '../model/kinds.ts';
import type { WrittenRecord } from '../../storage/stores/records.ts';

export interface ExportedFile {
  /** Without folder. */
  readonly name: string;
  readonly text: string;
}

/** How a file that was exported begins: by this another export knows that it may replace it. */
export const exportMark = '# Written by sluis export';

const schemaComment = '# yaml-language-server: $schema=federation.schema.json';
/** Characters of one file: editors stay quick, and it stays well below what is read at most. */
const longestText = 1_500_000;

/**
 * Records as federation files that say exactly the same: one file for each kind, or several numbered ones. Equal records
 * give equal bytes, in whatever order they come.
 */
export function* federationTexts(records: readonly WrittenRecord[]): Generator<ExportedFile> {
  const byKind = Map.groupBy(records, ({ kind }) => kind);
  for (const { kind, list } of fileKinds) {
    const sorted = (byKind.get(kind) ?? []).toSorted((left, right) => (left.id < right.id ? -1 : 1));
    const texts = [...chunks(sorted.map(({ body }) => recordText(body)))];
    for (const [index, text] of texts.entries()) {
      const number = texts.length === 1 ? '' : `-${String(index + 1).padStart(4, '0')}`;
      yield { name: `${list}${number}.yaml`, text: `${exportMark}\n${schemaComment}\n${list}:\n${text}` };
    }
  }
}

function* chunks(texts: readonly string[]): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    if (chunk !== '' && chunk.length + text.length > longestText) {
      yield chunk;
      chunk = '';
    }
    chunk += text;
  }
  if (chunk !== '') yield chunk;
}

/** One element of a list: each member on a line of its own. */
function recordText(body: unknown): string {
  const members = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return members
    .map(([key, value], index) => `${index === 0 ? '  - ' : '    '}${scalarText(key)}: ${flowText(value)}\n`)
    .join('');
}

function flowText(value: unknown): string {
  if (typeof value === 'string') return scalarText(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${scalarText(key)}: ${flowText(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** Words as they are, everything else in quotes, with escapes for what an editor does not show. */
function scalarText(text: string): string {
  if (/^[A-Za-z0-9][\w-]*$/.test(text) && !/^(?:true|false|null)$/i.test(text)) return text;
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u00ad\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
