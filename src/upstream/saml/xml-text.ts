import { refusal } from './refusals.ts';

const notXmlCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;
const characterReference = /&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));/g;
const reference = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g;

/** In a document. Every line of some IdPs' base64 ends with one; those of a school's longest names are some hundreds. */
const mostReferences = 5_000;

const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** XML 1.0, section 2.11. U+0085 and U+2028 end lines in XML 1.1 alone. */
export function withPlainLineEnds(xml: string): string {
  return xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
}

/** XML 1.0, section 2.2: raw characters and references alike have to be XML characters. */
export function checkCharacters(xml: string): void {
  if (notXmlCharacter.test(xml)) throw refusal('saml.xml_malformed');
  if (!xml.includes('&')) return;
  if (countOf('&', xml) > mostReferences) throw refusal('saml.xml_limits');
  if (foreignEntity.test(xml)) throw refusal('saml.xml_forbidden');
  characterReference.lastIndex = 0;
  for (let match = characterReference.exec(xml); match !== null; match = characterReference.exec(xml)) {
    const [, hex, decimal] = match;
    if (!isXmlCharacter(codePoint(hex, decimal))) throw refusal('saml.xml_malformed');
  }
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** The text between two tags. `]]>` may not stand in it as it is (section 2.4). */
export function readText(written: string): string {
  if (written.includes(']]>')) throw refusal('saml.xml_malformed');
  return withoutReferences(written);
}

/** Section 3.3.3: without a DTD every attribute is CDATA. What a reference stands for stays as it is. */
export function readAttributeValue(written: string): string {
  return withoutReferences(/[\t\n]/.test(written) ? written.replace(/[\t\n]/g, ' ') : written);
}

function withoutReferences(written: string): string {
  if (!written.includes('&')) return written;
  return written.replace(
    reference,
    (_all, hex: string | undefined, decimal: string | undefined, name: string | undefined) =>
      predefined.get(name ?? '') ?? String.fromCodePoint(codePoint(hex, decimal)),
  );
}

function codePoint(hex: string | undefined, decimal: string | undefined): number {
  return hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
}
