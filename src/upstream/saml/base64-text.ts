import { textOf, type XmlElement } from './xml-tree.ts';

/**
 * The bytes of an element that holds base64 (XML Schema 3.2.16): blanks count for nothing, and nothing else is dropped.
 * `undefined` for anything that another reader could decode in another way.
 */
export function base64Bytes(element: XmlElement): Buffer | undefined {
  const base64 = textOf(element)?.replace(/[ \t\r\n]/g, '');
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}
