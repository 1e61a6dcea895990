import {
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type DocumentOptions,
  type Node,
  type ParseOptions,
  type SchemaOptions,
} from 'yaml';
import { readPlainYaml } from './plain-yaml.ts';

/** A place in a text file; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlFault extends Position {
  readonly problem: string;
  readonly remedy: string;
}

/** Keys and list positions that lead to a value. */
export type ValuePath = readonly (string | number)[];

/** A YAML file as plain values, and where each of them stands. */
export interface YamlFile {
  readonly value: unknown;
  /** Where the value begins; of one that is not there, where the nearest part around it begins. */
  positionOf(path: ValuePath): Position;
  /** Where the key itself begins. */
  positionOfKey(path: ValuePath): Position;
}

export type YamlOutcome = { readonly file: YamlFile } | { readonly faults: readonly YamlFault[] };

const maximumLength = 4_000_000;
const maximumDepth = 64;

/**
 * Reads YAML in which every plain scalar is text, except `true`, `false` and nothing: a BRIN such as `12E4`
 * is no number and a day is no timestamp. Aliases, tags and several documents in one file are refused.
 */
export function readYaml(text: string): YamlOutcome {
  if (text.length > maximumLength || nestsTooDeeply(text)) {
    return {
      faults: [{ line: 1, column: 1, problem: 'is too large or too deeply nested', remedy: 'split it up' }],
    };
  }
  const plain = readPlainYaml(text);
  if (plain !== undefined) return { file: { value: plain, ...placesIn(text) } };
  const { document, positionAt } = parse(text);
  const faults = [...syntaxFaults(document), ...aliasFaults(document)].map(({ offset, ...fault }) => ({
    ...positionAt(offset),
    ...fault,
  }));
  if (faults.length > 0) return { faults };
  return { file: { value: document.toJS({ maxAliasCount: 0 }), ...placesIn(text) } };
}

interface Parsed {
  readonly document: Document;
  positionAt(offset: number): Position;
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  return {
    document: parseDocument(text, { ...readingOptions, lineCounter: lines }),
    positionAt: (offset) => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    },
  };
}

const readingOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: 'failsafe',
  customTags: ['bool', 'null'],
  prettyErrors: false,
};

/** How a text is built takes far more memory than its values: it is found out again when somebody asks for a place. */
function placesIn(text: string): Omit<YamlFile, 'value'> {
  let known: Parsed | undefined;
  const parsed = (): Parsed => (known ??= parse(text));
  return {
    positionOf: (path) => parsed().positionAt(offsetOf(parsed().document, path)),
    positionOfKey: (path) => {
      const { document, positionAt } = parsed();
      return positionAt(keyOffset(document, path) ?? offsetOf(document, path));
    },
  };
}

type OffsetFault = Pick<YamlFault, 'problem' | 'remedy'> & { readonly offset: number };

function* syntaxFaults(document: Document): Generator<OffsetFault> {
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const remedy =
      code === 'DUPLICATE_KEY'
        ? 'put both into one list'
        : 'correct the YAML: check indentation, quotes and brackets';
    yield { offset: pos[0], problem: `cannot be read as YAML: ${message}`, remedy };
  }
}

/** Aliases make small files expand without limit, and a reader has to look elsewhere for what a line says. */
function aliasFaults(document: Document): OffsetFault[] {
  const faults: OffsetFault[] = [];
  const refuse = (problem: string, node: Node): void => {
    faults.push({ offset: node.range?.[0] ?? 0, problem, remedy: 'write it out in full' });
  };
  visit(document, {
    Alias: (_key, node) => refuse('aliases are not supported', node),
    Pair: (_key, pair) => {
      if (isNode(pair.key) && !isScalar(pair.key)) refuse('a key must be a plain word', pair.key);
    },
  });
  return faults;
}

function offsetOf(document: Document, path: ValuePath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: ValuePath): number | undefined {
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (!isNode(parent) || !('items' in parent)) return undefined;
  for (const item of parent.items) {
    if (isPair(item) && isScalar(item.key) && item.key.value === key) return item.key.range?.[0];
  }
  return undefined;
}

/**
 * The parser recurses, and ends the whole process on some very deep input, so depth is bounded before it
 * runs: by brackets that stay open, and by what a line begins with.
 */
function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > maximumDepth) return true;
  }
  return /^(?: |\t|[-?:][ \t]){129}/m.test(text);
}
