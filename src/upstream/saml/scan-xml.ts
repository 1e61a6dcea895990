import { refusal } from './refusals.ts';
import { openNamespaces, type NamespaceScope, type OpenNamespaces } from './xml-namespaces.ts';
import { createElement } from './xml-element.ts';
import { readTag, type XmlTag } from './xml-tag.ts';
import { checkCharacters, readText, withPlainLineEnds } from './xml-text.ts';
import type { XmlElement } from './xml-tree.ts';

/**
 * The one reader of XML that came from elsewhere, linear in its length. Takes only the plain subset that SAML needs:
 * elements, attributes, namespaces, text, the five predefined entities and character references. Whatever two readers
 * could understand in two ways (DOCTYPE, entities, comments, CDATA, processing instructions) is refused, and so is
 * what would make a walk through the tree long (depth, number of elements and attributes).
 */
export interface XmlLimits {
  readonly depth: number;
  readonly elements: number;
  /** In all, with namespace declarations. */
  readonly attributes: number;
  readonly attributesPerElement: number;
}

const responseLimits: XmlLimits = { depth: 64, elements: 1500, attributes: 5000, attributesPerElement: 32 };

const declaration =
  /^<\?xml[ \t\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding=(?:"utf-8"|'utf-8'))?(?:[ \t\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/i;

/** The text has to be one well-nested element and nothing else. Throws `saml.xml_*` and nothing else. */
export function parseXml(text: string, limits: XmlLimits = responseLimits): XmlElement {
  const xml = withPlainLineEnds(text);
  checkCharacters(xml);
  const { element, end } = readElement(xml, afterDeclaration(xml), limits);
  const rest = skipBlank(xml, end);
  if (rest === xml.length) return element;
  throw refusal(/^<[!?]/.test(xml.slice(rest, rest + 2)) ? 'saml.xml_forbidden' : 'saml.xml_malformed');
}

/** The tag of the element that a text begins with; nothing behind it is looked at. Throws `saml.xml_*` and nothing else. */
export function readFirstTag(text: string): XmlTag {
  const xml = withPlainLineEnds(text);
  return readTag(xml, afterDeclaration(xml), responseLimits.attributesPerElement);
}

function afterDeclaration(xml: string): number {
  return skipBlank(xml, declaration.exec(xml)?.[0].length ?? 0);
}

/** An element whose end was not seen yet. */
interface OpenElement {
  readonly tag: XmlTag;
  readonly content: (XmlElement | string)[];
  readonly scope: NamespaceScope | undefined;
  /** What its own tag declares. */
  readonly declared: ReadonlyMap<string, string> | undefined;
}

function readElement(xml: string, start: number, limits: XmlLimits): { element: XmlElement; end: number } {
  const namespaces = openNamespaces();
  const open: OpenElement[] = [];
  let [elements, attributes] = [0, 0];
  for (let at = start; ;) {
    const tag = readTag(xml, at, limits.attributesPerElement);
    if (tag.kind !== 'end') {
      elements += 1;
      attributes += tag.attributes.size;
      if (elements > limits.elements || attributes > limits.attributes || open.length >= limits.depth) {
        throw refusal('saml.xml_limits');
      }
      open.push(opened(tag, open.at(-1)?.scope, namespaces));
    }
    const element = tag.kind === 'start' ? undefined : closed(open.pop(), tag, namespaces);
    const parent = open.at(-1);
    if (element !== undefined) {
      if (parent === undefined) return { element, end: tag.end };
      parent.content.push(element);
    }
    at = nextTag(xml, tag.end);
    const between = xml.slice(tag.end, at);
    if (between !== '') parent?.content.push(readText(between));
  }
}

function opened(tag: XmlTag, outer: NamespaceScope | undefined, namespaces: OpenNamespaces): OpenElement {
  const declared = namespaces.open(tag.attributes);
  return { tag, content: [], declared, scope: declared === undefined ? outer : { declared, outer } };
}

function closed(open: OpenElement | undefined, end: XmlTag, namespaces: OpenNamespaces): XmlElement {
  if (open?.tag.name !== end.name) throw refusal('saml.xml_malformed');
  const element = createElement(open.tag, open.content, open.scope, namespaces);
  if (open.declared !== undefined) namespaces.close(open.declared);
  return element;
}

function nextTag(xml: string, at: number): number {
  const next = xml.indexOf('<', at);
  if (next < 0) throw refusal('saml.xml_malformed');
  return next;
}

function skipBlank(xml: string, at: number): number {
  let end = at;
  while (end < xml.length && ' \t\n'.includes(xml.charAt(end))) end += 1;
  return end;
}
