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
}

/** What is left of them to be used: of what cannot be read the name alone. */
export interface KeptAttributes extends Pick<IncomingAttributes, 'values' | 'repeated' | 'elsewhere'> {
  readonly unreadable: ReadonlySet<string>;
}

/** A photo is longer; the longest names of groups and courses are some hundreds. */
const longestValue = 4096;
const unfit = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Joins what came under one name. `elsewhere`: what the protocol says that there is more. Refuses nothing: whether it matters depends on the name.
 */
export function incomingAttributes(
  sent: readonly SentAttribute[],
  elsewhere: readonly string[] = [],
): IncomingAttributes {
  const values = new Map<string, readonly string[]>();
  const unreadable = new Map<string, readonly string[]>();
  const repeated = new Set<string>();
  const texts = new Map<string, string>();
  for (const attribute of sent) {
    const name = clean(attribute.name);
    const cleaned = attribute.values.map(({ text, isText }) => ({ text: clean(text), isText }));
    const said = JSON.stringify(cleaned.map(({ text }) => text).toSorted());
    if (texts.has(name) && texts.get(name) !== said) repeated.add(name);
    texts.set(name, said);
    join(values, name, cleaned.filter(isReadable));
    join(
      unreadable,
      name,
      cleaned.filter((value) => !isReadable(value)),
    );
  }
  return { values, unreadable, repeated, elsewhere: new Set([...elsewhere, ...toldElsewhere(sent)]) };
}

function clean(text: string): string {
  return text.toWellFormed() === text ? text.trim().normalize('NFC').trim() : text;
}

function isReadable({ text, isText }: SentValue): boolean {
  return isText && text.length <= longestValue && text.isWellFormed() && !unfit.test(text);
}

function join(found: Map<string, readonly string[]>, name: string, values: readonly SentValue[]): void {
  const texts = values.map(({ text }) => text).filter((text) => text !== '');
  if (texts.length > 0) found.set(name, [...new Set([...(found.get(name) ?? []), ...texts])]);
}

/** What two answers about one person say together; where both say something under one name, the second one is believed. */
export function joinedAttributes(first: IncomingAttributes, second: IncomingAttributes): IncomingAttributes {
  const onlyInFirst = [...first.unreadable].filter(([name]) => !second.values.has(name));
  return {
    values: new Map([...first.values, ...second.values]),
    unreadable: new Map([...onlyInFirst, ...second.unreadable]),
    repeated: new Set([...first.repeated, ...second.repeated]),
    elsewhere: new Set([...onlyElsewhere(first, second), ...onlyElsewhere(second, first)]),
  };
}

function onlyElsewhere(one: IncomingAttributes, other: IncomingAttributes): readonly string[] {
  return [...one.elsewhere].filter((name) => !other.values.has(name));
}
