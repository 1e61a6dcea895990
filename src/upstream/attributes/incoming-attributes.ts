import type { SentAttribute, SentValue } from './sent-attribute.ts';
import { toldElsewhere } from './told-elsewhere.ts';

/** Incoming name → values, as an IdP sent them. */
export type IncomingValues = ReadonlyMap<string, readonly string[]>;

/**
 * All that an IdP sent about a person, before anybody asks which of it counts. Maps, so that a name such as `__proto__`
 * is a name like any other.
 */
export interface IncomingAttributes {
  /** Trimmed, in NFC, each once, none empty. */
  readonly values: IncomingValues;
  /**
   * What is no value that can be used: with elements or objects in it, line breaks or control characters, or longer than
   * anything that a supplier gets. Only to find copies of a national number in the values, and to know that it came.
   */
  readonly unreadable: IncomingValues;
  /** Names that came several times, and not with the same values. */
  readonly repeated: ReadonlySet<string>;
  /** Names of what the IdP has, and does not tell: it says where else to ask for it, or that there is too much. */
  readonly elsewhere: ReadonlySet<string>;
  /**
   * What came besides and is no value of anybody: members of objects, under their names with dots, and what an answer said
   * that another one takes the place of. Looked through for national numbers alone.
   */
  readonly onlySearched: readonly (readonly [name: string, texts: readonly string[]])[];
}

/** What is left of them to be used: of what cannot be read the name alone. */
export interface KeptAttributes extends Pick<IncomingAttributes, 'values' | 'repeated' | 'elsewhere'> {
  readonly unreadable: ReadonlySet<string>;
}

/** A photo is longer; the longest names of groups and courses are some hundreds. */
const longestValue = 4096;
const unfit = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** What the protocol says besides the attributes; nothing by default. */
export type SentBesides = Partial<{
  readonly elsewhere: readonly string[];
  readonly onlySearched: IncomingAttributes['onlySearched'];
}>;

/** Joins what came under one name. Refuses nothing: whether it matters depends on the name. */
export function incomingAttributes(
  sent: readonly SentAttribute[],
  { elsewhere = [], onlySearched = [] }: SentBesides = {},
): IncomingAttributes {
  const values = new Map<string, readonly string[]>();
  const unreadable = new Map<string, readonly string[]>();
  const repeated = new Set<string>();
  for (const [name, times] of Map.groupBy(sent, (one) => cleanText(one.name))) {
    const said = times.map((one) => one.values.map(cleanValue).filter(({ text }) => text !== ''));
    if (new Set(said.map(inAnyOrder)).size > 1) repeated.add(name);
    const { readable = [], other = [] } = Object.groupBy(said.flat(), (value) =>
      isReadable(value) ? 'readable' : 'other',
    );
    if (readable.length > 0) values.set(name, textsOf(readable));
    if (other.length > 0) unreadable.set(name, textsOf(other));
  }
  return {
    values,
    unreadable,
    repeated,
    elsewhere: new Set([...elsewhere, ...toldElsewhere(sent)]),
    onlySearched,
  };
}

/** Without blanks around it and in NFC, so that one text is written in one way. Broken Unicode stays as it is. */
export function cleanText(text: string): string {
  return text.isWellFormed() ? text.trim().normalize('NFC').trim() : text;
}

function cleanValue({ text, isText }: SentValue): SentValue {
  return { text: cleanText(text), isText };
}

function inAnyOrder(values: readonly SentValue[]): string {
  return JSON.stringify(values.map(({ text }) => text).sort());
}

function isReadable({ text, isText }: SentValue): boolean {
  return isText && text.length <= longestValue && text.isWellFormed() && !unfit.test(text);
}

function textsOf(values: readonly SentValue[]): readonly string[] {
  return [...new Set(values.map(({ text }) => text))];
}

/** What two answers about one person say together; where both say something under one name, the second one is believed. */
export function joinedAttributes(first: IncomingAttributes, second: IncomingAttributes): IncomingAttributes {
  const saysSecond = (name: string) => second.values.has(name) || second.unreadable.has(name);
  const isLeft = ([name]: readonly [string, unknown]) => !saysSecond(name);
  return {
    values: new Map([...[...first.values].filter(isLeft), ...second.values]),
    unreadable: new Map([...[...first.unreadable].filter(isLeft), ...second.unreadable]),
    repeated: new Set([...[...first.repeated].filter((name) => !saysSecond(name)), ...second.repeated]),
    elsewhere: new Set([...onlyElsewhere(first, second), ...onlyElsewhere(second, first)]),
    onlySearched: [
      ...[...first.values, ...first.unreadable].filter(([name]) => saysSecond(name)),
      ...first.onlySearched,
      ...second.onlySearched,
    ],
  };
}

function onlyElsewhere(one: IncomingAttributes, other: IncomingAttributes): readonly string[] {
  return [...one.elsewhere].filter((name) => !other.values.has(name));
}
