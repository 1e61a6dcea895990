import { refusal } from './refusals.ts';

/** What some element declares, by prefix (`''` is the default namespace), within what its parent declares. */
export interface NamespaceScope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: NamespaceScope | undefined;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

/** The namespace of a prefix within a scope. Walks outwards: for single prefixes, not for every name. */
export function namespaceIn(scope: NamespaceScope | undefined, prefix: string): string | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    const namespace = at.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return undefined;
}

/** Namespaces while a document is read, from its start to its end: each name is resolved in constant time. */
export interface OpenNamespaces {
  /** Takes an element's declarations in; `undefined` when it has none. */
  open(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> | undefined;
  close(declared: ReadonlyMap<string, string>): void;
  /** `''` where the default namespace is asked for and none is declared. */
  resolve(prefix: string): string;
}

export function openNamespaces(): OpenNamespaces {
  const byPrefix = new Map<string, string[]>([['xml', [xmlNamespace]]]);
  return {
    open(attributes) {
      const declared = declarationsIn(attributes);
      for (const [prefix, namespace] of declared ?? []) {
        const within = byPrefix.get(prefix);
        if (within === undefined) byPrefix.set(prefix, [namespace]);
        else within.push(namespace);
      }
      return declared;
    },

    close(declared) {
      for (const prefix of declared.keys()) byPrefix.get(prefix)?.pop();
    },

    resolve(prefix) {
      const namespace = byPrefix.get(prefix)?.at(-1) ?? (prefix === '' ? '' : undefined);
      if (namespace === undefined) throw refusal('saml.xml_malformed');
      return namespace;
    },
  };
}

/** The prefix that an attribute declares, `''` for the default namespace; `undefined` when it declares none. */
export function declaredPrefix(attribute: string): string | undefined {
  if (!attribute.startsWith('xmlns')) return undefined;
  if (attribute === 'xmlns') return '';
  return attribute.startsWith('xmlns:') ? attribute.slice('xmlns:'.length) : undefined;
}

function declarationsIn(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> | undefined {
  let declared: Map<string, string> | undefined;
  for (const [name, namespace] of attributes) {
    const prefix = declaredPrefix(name);
    if (prefix === undefined) continue;
    checkDeclaration(prefix, namespace);
    if (prefix !== 'xml') declared = (declared ?? new Map<string, string>()).set(prefix, namespace);
  }
  return declared;
}

/**
 * Characters. Those in use have some 60. A name is compared together with its namespace, so that one declaration of 40 kB
 * made every `<x/>` below it as long.
 */
const longestNamespace = 512;

const absolute = /^[A-Za-z][\w+.-]*:\S*$/;

/**
 * Namespaces in XML 1.0, sections 3 and 5: what is bound by definition stays bound, and no prefix is unbound. A relative
 * namespace has no canonical form (Canonical XML 1.3).
 */
function checkDeclaration(prefix: string, namespace: string): void {
  if (namespace.length > longestNamespace) throw refusal('saml.xml_limits');
  const isXml = namespace === xmlNamespace;
  if (prefix === 'xmlns' || namespace === xmlnsNamespace || (prefix === 'xml') !== isXml) {
    throw refusal('saml.xml_malformed');
  }
  if (namespace === '' ? prefix !== '' : !absolute.test(namespace)) throw refusal('saml.xml_malformed');
}
