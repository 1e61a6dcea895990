import { incomingAttributes, type IncomingAttributes } from '../attributes/incoming-attributes.ts';
import type { SentValue } from '../attributes/sent-attribute.ts';
import { refusal } from './refusals.ts';
import { childrenOf, everyElement, shapeOf, type XmlElement } from './xml-tree.ts';

/**
 * Attributes by the names that the IdP gave them, whatever their NameFormat; several of one name are joined. What is in
 * them is not judged here, because most of it is used by nobody. Encrypted attributes are refused: what is inside nobody
 * could look for a national number.
 */
export function readAttributes(assertion: XmlElement): IncomingAttributes {
  const statements = childrenOf(assertion, 'saml:AttributeStatement');
  if (!statements.every((one) => /^saml:Attribute(?: saml:Attribute)*$/.test(shapeOf(one)))) {
    throw refusal('saml.assertion_shape');
  }
  return incomingAttributes(
    statements
      .flatMap(({ children }) => children)
      .map(({ attributes, children }) => ({
        name: attributes.get('Name') ?? '',
        values: children.map(sentValue),
      })),
  );
}

function sentValue(element: XmlElement): SentValue {
  const isText = element.tag === 'saml:AttributeValue' && element.children.length === 0;
  return isText ? { text: element.text, isText } : { text: allTextOf(element), isText };
}

function allTextOf(element: XmlElement): string {
  return [...everyElement(element)].map(({ text }) => text).join(' ');
}
