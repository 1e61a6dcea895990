import { DOMParser, onWarningStopParsing, type Attr, type Element, type Node } from '@xmldom/xmldom';
import { refusal } from '../../../src/upstream/saml/refusals.ts';
import { namespaces } from '../../../src/upstream/saml/vocabulary.ts';
import type { XmlElement } from '../../../src/upstream/saml/xml-tree.ts';
import { scanXml } from './scan-xml.ts';

/** The tree as it was read before Sluis had a reader of its own: a scan, then xmldom. */

const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries(namespaces).map(([prefix, uri]): [string, string] => [uri, prefix]),
);

const parser = new DOMParser({ locator: false, onError: onWarningStopParsing });

export function parseWithXmldom(xml: string): XmlElement {
  scanXml(xml);
  return treeOf(rootOf(xml));
}

function rootOf(xml: string): Element {
  try {
    const root = parser.parseFromString(xml, 'text/xml').documentElement;
    if (root !== null) return root;
  } catch {
    // refused below
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
  const namespace = element.namespaceURI ?? '';
  const tag = tagOf(namespace, element.localName ?? '');
  return { tag, attributes: attributesOf(all), ids, children, text, written: unwritten };
}

/** No check reads what was written, and node-saml makes its own canonical form. */
export const unwritten: XmlElement['written'] = {
  name: '',
  prefix: '',
  namespace: '',
  attributes: [],
  content: [],
  scope: undefined,
};

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}

export function tagOf(namespace: string, local: string): string {
  const prefix = prefixes.get(namespace);
  return prefix === undefined ? `{${namespace}}${local}` : `${prefix}:${local}`;
}

function attributesOf(all: readonly Attr[]): ReadonlyMap<string, string> {
  const own = all.filter(({ namespaceURI }) => namespaceURI === null);
  return new Map(own.map(({ name, value }): [string, string] => [name, value]));
}
