import type { NamespaceScope } from './xml-namespaces.ts';

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
  /** What the document says, for the canonical form alone; no check reads it. */
  readonly written: WrittenElement;
}

export interface WrittenElement {
  /** With its prefix. */
  readonly name: string;
  /** `''` without one. */
  readonly prefix: string;
  readonly namespace: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Elements and the texts between them, in their order. */
  readonly content: readonly (XmlElement | string)[];
  /** What is declared here and further out; the same object as the parent's when nothing is declared here. */
  readonly scope: NamespaceScope | undefined;
}

export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly namespace: string;
  readonly value: string;
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

/** This element and everything below it, in the order of the document; looks no further than it is asked to. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  const path = [element.children.values()];
  for (let inside = path.at(-1); inside !== undefined; inside = path.at(-1)) {
    const { value: next, done } = inside.next();
    if (done === true) path.pop();
    else {
      yield next;
      path.push(next.children.values());
    }
  }
}
