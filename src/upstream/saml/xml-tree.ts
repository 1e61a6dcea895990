import { DOMParser, onWarningStopParsing, type Attr, type Element, type Node } from '@xmldom/xmldom';
import { refusal } from './refusals.ts';
import { scanXml, type XmlLimits } from './scan-xml.ts';
import { namespaces } from './vocabulary.ts';

/** An element as our checks read it: names are settled, namespaces declared or not no longer matter. */
export interface XmlElement {
  /** `saml:Issuer`, with the prefix of `vocabulary.ts` whatever the document used; `{uri}name` in a foreign namespace. */
  readonly tag: string;
  /** Only attributes without a namespace, which are all that SAML defines. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Values of every attribute that some XML library takes for an ID: in any case, in any namespace. */
  readonly ids: readonly string[];
  readonly children: readonly XmlElement[];
  /** All text directly in this element. */
  readonly text: string;
}

const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries(namespaces).map(([prefix, uri]): [string, string] => [uri, prefix]),
);

const parser = new DOMParser({ locator: false, onError: onWarningStopParsing });

/** Scans, parses and turns XML into a tree. Throws `saml.xml_*` and nothing else. */
export function parseXml(xml: string, limits?: XmlLimits): XmlElement {
  scanXml(xml, limits);
  return treeOf(rootOf(xml));
}

function rootOf(xml: string): Element {
  try {
    const root = parser.parseFromString(xml, 'text/xml').documentElement;
    if (root !== null) return root;
  } catch {
    // the parser's message quotes the document, so that it is not kept
  }
  throw refusal('saml.xml_malformed');
}

function treeOf(element: Element): XmlElement {
  const children: XmlElement[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (isElement(node)) children.push(treeOf(node));
    else text += node.nodeValue ?? '';
  }
  const all = [...element.attributes];
  const ids = all.filter(({ localName }) => localName?.toLowerCase() === 'id').map(({ value }) => value);
  return { tag: tagOf(element), attributes: attributesOf(all), ids, children, text };
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

function tagOf(element: Element): string {
  const namespace = element.namespaceURI ?? '';
  const prefix = prefixes.get(namespace);
  const name = element.localName ?? '';
  return prefix === undefined ? `{${namespace}}${name}` : `${prefix}:${name}`;
}

function attributesOf(all: readonly Attr[]): ReadonlyMap<string, string> {
  const own = all.filter(({ namespaceURI }) => namespaceURI === null);
  return new Map(own.map(({ name, value }): [string, string] => [name, value]));
}

/** The tags of the children in their order, separated by blanks: a whole shape is one regular expression. */
export function shapeOf(element: XmlElement): string {
  return element.children.map((child) => child.tag).join(' ');
}

export function childrenOf(element: XmlElement, tag: string): readonly XmlElement[] {
  return element.children.filter((child) => child.tag === tag);
}

/** The child with that tag when there is exactly one. */
export function onlyChild(element: XmlElement, tag: string): XmlElement | undefined {
  const found = childrenOf(element, tag);
  return found.length === 1 ? found[0] : undefined;
}

/** The text of an element that holds text alone; `undefined` when there is no element or it has children. */
export function textOf(element: XmlElement | undefined): string | undefined {
  return element === undefined || element.children.length > 0 ? undefined : element.text;
}

/** This element and everything below it. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}
