import { refusal } from './refusals.ts';
import { namespaces as known } from './vocabulary.ts';
import { declaredPrefix, type NamespaceScope, type OpenNamespaces } from './xml-namespaces.ts';
import type { XmlTag } from './xml-tag.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';

const knownPrefixes: ReadonlyMap<string, string> = new Map(
  Object.entries(known).map(([prefix, uri]): [string, string] => [uri, prefix]),
);

const noAttributes: ReadonlyMap<string, string> = new Map();

/** Settles the names of an element while what it and its ancestors declare is in scope. */
export function createElement(
  tag: XmlTag,
  content: readonly (XmlElement | string)[],
  scope: NamespaceScope | undefined,
  namespaces: OpenNamespaces,
): XmlElement {
  const { prefix, local } = splitName(tag.name);
  if (prefix === 'xmlns') throw refusal('saml.xml_malformed');
  const namespace = namespaces.resolve(prefix);
  const written = attributesOf(tag, namespaces);
  return {
    tag: tagOf(namespace, local),
    attributes: plainAttributes(written),
    ids: idsOf(tag),
    children: content.filter((part) => typeof part !== 'string'),
    text: content.filter((part) => typeof part === 'string').join(''),
    written: { name: tag.name, prefix, namespace, attributes: written, content, scope },
  };
}

function tagOf(namespace: string, local: string): string {
  const prefix = knownPrefixes.get(namespace);
  return prefix === undefined ? `{${namespace}}${local}` : `${prefix}:${local}`;
}

function splitName(name: string): { readonly prefix: string; readonly local: string } {
  const colon = name.indexOf(':');
  return { prefix: colon < 0 ? '' : name.slice(0, colon), local: name.slice(colon + 1) };
}

/** A default namespace does not hold for attributes. Two prefixes do not make one name two (Namespaces 6.3). */
function attributesOf(tag: XmlTag, namespaces: OpenNamespaces): readonly XmlAttribute[] {
  if (tag.attributes.size === 0) return [];
  const found: XmlAttribute[] = [];
  let qualified: Set<string> | undefined;
  for (const [name, value] of tag.attributes) {
    if (declaredPrefix(name) !== undefined) continue;
    const { prefix, local } = splitName(name);
    const namespace = prefix === '' ? '' : namespaces.resolve(prefix);
    if (prefix !== '') {
      const expanded = `{${namespace}}${local}`;
      if (qualified?.has(expanded) === true) throw refusal('saml.xml_malformed');
      qualified = (qualified ?? new Set()).add(expanded);
    }
    found.push({ name, prefix, local, namespace, value });
  }
  return found;
}

function plainAttributes(written: readonly XmlAttribute[]): ReadonlyMap<string, string> {
  if (written.length === 0) return noAttributes;
  const plain = new Map<string, string>();
  for (const { prefix, local, value } of written) if (prefix === '') plain.set(local, value);
  return plain;
}

function idsOf({ attributes }: XmlTag): readonly string[] {
  if (attributes.size === 0) return [];
  const ids: string[] = [];
  for (const [name, value] of attributes) if (/(?:^|:)id$/i.test(name)) ids.push(value);
  return ids;
}
