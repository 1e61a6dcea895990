import { namespaceIn } from './xml-namespaces.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';

export interface CanonicalWishes {
  /** A child that is left out: the signature within what it signs (XML Signature 6.6.4). */
  readonly without?: XmlElement;
  /** PrefixList of InclusiveNamespaces; `''` for `#default`. */
  readonly inclusivePrefixes?: readonly string[];
}

/** What the elements around have declared in the output, by prefix. */
type Rendered = Map<string, string>;

/**
 * Exclusive XML Canonicalization 1.0 of an element with everything in it (https://www.w3.org/TR/xml-exc-c14n/). With
 * and without comments are the same, since nothing that was read has any. Linear: each name is looked at once.
 *
 * Only text of which the digest is signed is read again, so that a fault in here can refuse an answer, never change
 * one: text with the signed digest is the text that the school signed.
 */
export function canonicalXml(apex: XmlElement, wishes: CanonicalWishes = {}): string {
  const { without, inclusivePrefixes = [] } = wishes;
  const rendered: Rendered = new Map();
  let output = '';

  const write = (element: XmlElement, listed: Iterable<readonly [string, string]>): void => {
    const { name, attributes, content, scope } = element.written;
    const before = declare(rendered, [...usedNamespaces(element), ...listed]);
    output += `<${name}${declarations(before, rendered)}${attributesText(attributes)}>`;
    for (const part of content) {
      if (typeof part === 'string') output += escapeText(part);
      else if (part !== without) write(part, part.written.scope === scope ? [] : listedHere(part));
    }
    output += `</${name}>`;
    restore(rendered, before);
  };

  const listedHere = ({ written }: XmlElement): (readonly [string, string])[] =>
    inclusivePrefixes.flatMap((prefix) => {
      const namespace = written.scope?.declared.get(prefix);
      return namespace === undefined ? [] : [[prefix, namespace] as const];
    });

  // at the apex a listed prefix counts wherever it was declared
  const listedAround = inclusivePrefixes.flatMap((prefix) => {
    const namespace = namespaceIn(apex.written.scope, prefix);
    return namespace === undefined ? [] : [[prefix, namespace] as const];
  });
  write(apex, listedAround);
  return output;
}

/** What an element "visibly utilizes": the prefixes of its own name and of its attributes. */
function usedNamespaces({ written }: XmlElement): (readonly [string, string])[] {
  const used: (readonly [string, string])[] = [[written.prefix, written.namespace]];
  for (const { prefix, namespace } of written.attributes) if (prefix !== '') used.push([prefix, namespace]);
  return used;
}

/** Makes the namespaces hold that do not hold yet; returns what held before. An absent default namespace is `''`. */
function declare(
  rendered: Rendered,
  wanted: readonly (readonly [string, string])[],
): ReadonlyMap<string, string> {
  const before = new Map<string, string>();
  for (const [prefix, namespace] of wanted) {
    const now = rendered.get(prefix) ?? '';
    if (now === namespace || prefix === 'xml') continue;
    before.set(prefix, now);
    rendered.set(prefix, namespace);
  }
  return before;
}

function restore(rendered: Rendered, before: ReadonlyMap<string, string>): void {
  for (const [prefix, namespace] of before) rendered.set(prefix, namespace);
}

/** By prefix, the default namespace first. */
function declarations(changed: ReadonlyMap<string, string>, rendered: Rendered): string {
  if (changed.size === 0) return '';
  return [...changed.keys()]
    .toSorted(compare)
    .map((prefix) => {
      const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
      return ` ${name}="${escapeAttribute(rendered.get(prefix) ?? '')}"`;
    })
    .join('');
}

/** By namespace, then by local name; those without a namespace first. */
function attributesText(attributes: readonly XmlAttribute[]): string {
  if (attributes.length === 0) return '';
  return attributes
    .toSorted((one, other) => compare(one.namespace, other.namespace) || compare(one.local, other.local))
    .map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
}

/** By code units; namespaces and names in use are ASCII, where that is the order of Canonical XML. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#x9;'],
  ['\n', '&#xA;'],
  ['\r', '&#xD;'],
]);

const escaped = (character: string): string => escapes.get(character) ?? character;

function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, escaped) : text;
}

function escapeAttribute(value: string): string {
  return /[&<"\t\n\r]/.test(value) ? value.replace(/[&<"\t\n\r]/g, escaped) : value;
}
