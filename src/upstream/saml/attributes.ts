import { refusal } from './refusals.ts';
import { childrenOf, shapeOf, type XmlElement } from './xml-tree.ts';

const limits = { attributes: 100, nameLength: 256, valuesPerAttribute: 500, valueLength: 4096 } as const;
const unfit = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Attributes by the names that the IdP gave them, values trimmed and in NFC. A name that occurs twice is refused:
 * two readers could believe different ones. Attributes without a value are left out. A Map, so that a name such
 * as `__proto__` is a name like any other.
 */
export function readAttributes(assertion: XmlElement): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const statement of childrenOf(assertion, 'saml:AttributeStatement')) {
    if (!/^saml:Attribute(?: saml:Attribute)*$/.test(shapeOf(statement))) {
      throw refusal('saml.assertion_shape');
    }
    for (const attribute of statement.children) {
      const name = readName(attribute);
      if (seen.has(name)) throw refusal('saml.attribute_duplicate');
      if (seen.add(name).size > limits.attributes) throw refusal('saml.attribute_limits');
      const values = readValues(attribute);
      if (values.length > 0) found.set(name, values);
    }
  }
  return found;
}

function readName(attribute: XmlElement): string {
  const name = attribute.attributes.get('Name') ?? '';
  if (name === '' || name.length > limits.nameLength || unfit.test(name)) {
    throw refusal('saml.attribute_name');
  }
  if (name.trim().normalize('NFC') !== name) throw refusal('saml.attribute_name');
  return name;
}

function readValues(attribute: XmlElement): readonly string[] {
  if (attribute.children.length > limits.valuesPerAttribute) throw refusal('saml.attribute_limits');
  return attribute.children.map(readValue).filter((value) => value !== '');
}

function readValue(element: XmlElement): string {
  if (element.tag !== 'saml:AttributeValue') throw refusal('saml.assertion_shape');
  if (element.children.length > 0) throw refusal('saml.attribute_nested');
  if (element.text.length > limits.valueLength) throw refusal('saml.attribute_limits');
  const value = element.text.trim().normalize('NFC');
  if (unfit.test(value)) throw refusal('saml.attribute_text');
  return value;
}
