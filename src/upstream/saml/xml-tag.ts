import { refusal } from './refusals.ts';
import { readAttributeValue } from './xml-text.ts';

/** A tag as it is written: `name` and the names of attributes with their prefixes, values with references resolved. */
export interface XmlTag {
  readonly name: string;
  readonly kind: 'start' | 'end' | 'empty';
  /** In their order, namespace declarations too. No name occurs twice. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the text goes on. */
  readonly end: number;
}

const tag =
  /<(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:[ \t\n]+[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?[ \t\n]*=[ \t\n]*(?:"[^<"]*"|'[^<']*'))*)[ \t\n]*(\/?)>/y;
const attribute =
  /[ \t\n]+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)[ \t\n]*=[ \t\n]*(?:"([^<"]*)"|'([^<']*)')/g;

const noAttributes: ReadonlyMap<string, string> = new Map();

/** Reads the tag that begins at `at`; in a text whose line ends are plain. */
export function readTag(xml: string, at: number, mostAttributes: number): XmlTag {
  const second = xml[at + 1];
  if (second === '!' || second === '?') throw refusal('saml.xml_forbidden');
  tag.lastIndex = at;
  const [whole, slash, name, attributes = '', emptySlash] = tag.exec(xml) ?? [];
  if (whole === undefined || name === undefined) throw refusal('saml.xml_malformed');
  const end = at + whole.length;
  if (slash === '/') {
    if (attributes !== '' || emptySlash === '/') throw refusal('saml.xml_malformed');
    return { name, kind: 'end', attributes: noAttributes, end };
  }
  const kind = emptySlash === '/' ? 'empty' : 'start';
  return { name, kind, attributes: readAttributes(attributes, mostAttributes), end };
}

function readAttributes(written: string, most: number): ReadonlyMap<string, string> {
  if (written === '') return noAttributes;
  const found = new Map<string, string>();
  // `matchAll` would make an expression of its own for each tag, which costs more than all the rest
  attribute.lastIndex = 0;
  for (let match = attribute.exec(written); match !== null; match = attribute.exec(written)) {
    const [, name = '', quoted, apostrophed = ''] = match;
    if (found.has(name)) throw refusal('saml.xml_malformed');
    if (found.size === most) throw refusal('saml.xml_limits');
    found.set(name, readAttributeValue(quoted ?? apostrophed));
  }
  return found;
}
