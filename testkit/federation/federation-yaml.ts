import type { WrittenLists } from './written-lists.ts';

/** What is long has a line for each member; everything else stands on one line, so that a test can change a line. */
const writtenOut: ReadonlySet<string> = new Set(['protocol', 'client', 'claims', 'annex']);

/** A federation file with these records. */
export function federationYaml(lists: WrittenLists): string {
  return Object.entries(lists)
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) => `${name}:\n${items(entries, '  ')}`)
    .join('');
}

function items(list: readonly unknown[], indent: string): string {
  return list
    .map((item) => {
      if (!isMap(item) || !Object.keys(item).some((key) => writtenOut.has(key))) {
        return `${indent}- ${onOneLine(item)}\n`;
      }
      const text = members(item, `${indent}  `);
      return `${indent}- ${text.slice(indent.length + 2)}`;
    })
    .join('');
}

function members(map: Readonly<Record<string, unknown>>, indent: string): string {
  return Object.entries(map)
    .map(([key, value]) => {
      const start = `${indent}${scalar(key)}:`;
      if (!writtenOut.has(key) || (Array.isArray(value) && value.length === 0)) {
        return `${start} ${onOneLine(value)}\n`;
      }
      if (Array.isArray(value)) return `${start}\n${items(value, `${indent}  `)}`;
      return isMap(value) ? `${start}\n${members(value, `${indent}  `)}` : `${start} ${onOneLine(value)}\n`;
    })
    .join('');
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isMap(value)) return scalar(value);
  const entries = Object.entries(value).map(([key, member]) => `${scalar(key)}: ${onOneLine(member)}`);
  return `{ ${entries.join(', ')} }`;
}

function scalar(value: unknown): string {
  const plain = typeof value === 'string' && /^[A-Za-z0-9](?:[\w ./+=-]|:(?! |$))*$/.test(value);
  return plain && !/^(?:true|false|null)$/.test(value) ? value : JSON.stringify(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
