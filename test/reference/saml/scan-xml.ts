import { refusal } from '../../../src/upstream/saml/refusals.ts';

/**
 * A linear look at XML before any XML library sees it. Lets pass only the plain subset that SAML needs: elements,
 * attributes, text, the five predefined entities and character references. Whatever a parser could understand in
 * two ways (DOCTYPE, entities, comments, CDATA, processing instructions) is refused, and so is what would make a
 * recursive or quadratic library slow (depth, number of elements and attributes).
 */
interface XmlLimits {
  readonly depth: number;
  readonly elements: number;
  readonly attributesPerElement: number;
}

const responseLimits: XmlLimits = { depth: 64, elements: 1500, attributesPerElement: 32 };

const declaration =
  /^<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding=(?:"utf-8"|'utf-8'))?(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/i;
const tag =
  /<(\/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:[ \t\r\n]+[A-Za-z_][\w.:-]*[ \t\r\n]*=[ \t\r\n]*(?:"[^<"]*"|'[^<']*'))*)[ \t\r\n]*(\/?)>/y;
const attribute = /[ \t\r\n]+[A-Za-z_][\w.:-]*[ \t\r\n]*=[ \t\r\n]*(?:"[^<"]*"|'[^<']*')/g;
const notXmlCharacter = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const foreignEntity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;
const characterReference = /&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));/g;

/** Returns when the text is one well-nested element and nothing else; otherwise throws `saml.xml_*`. */
export function scanXml(xml: string): void {
  const limits = responseLimits;
  checkCharacters(xml);
  const start = skipBlank(xml, declaration.exec(xml)?.[0].length ?? 0);
  const end = skipBlank(xml, endOfElement(xml, start, limits));
  if (end === xml.length) return;
  throw refusal(/^<[!?]/.test(xml.slice(end, end + 2)) ? 'saml.xml_forbidden' : 'saml.xml_malformed');
}

function endOfElement(xml: string, start: number, limits: XmlLimits): number {
  const open: string[] = [];
  let elements = 0;
  let at = start;
  for (;;) {
    const found = readTag(xml, at);
    if (!found.closes) elements += 1;
    if (elements > limits.elements || found.attributes > limits.attributesPerElement) {
      throw refusal('saml.xml_limits');
    }
    nest(open, found, limits.depth);
    if (open.length === 0) return found.end;
    at = nextTag(xml, found.end);
  }
}

/** Keeps the stack of elements that are open. */
function nest(open: string[], found: Tag, depth: number): void {
  if (found.closes) {
    if (open.pop() !== found.name) throw refusal('saml.xml_malformed');
    return;
  }
  if (open.length >= depth) throw refusal('saml.xml_limits');
  if (!found.empty) open.push(found.name);
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly empty: boolean;
  readonly attributes: number;
  readonly end: number;
}

function readTag(xml: string, at: number): Tag {
  const second = xml[at + 1];
  if (second === '!' || second === '?') throw refusal('saml.xml_forbidden');
  tag.lastIndex = at;
  const match = tag.exec(xml);
  const [whole, slash, name, attributes, emptySlash] = match ?? [];
  if (whole === undefined || name === undefined) throw refusal('saml.xml_malformed');
  const closes = slash === '/';
  if (closes && (attributes !== '' || emptySlash === '/')) throw refusal('saml.xml_malformed');
  return {
    name,
    closes,
    empty: emptySlash === '/',
    attributes:
      attributes === undefined || attributes === '' ? 0 : (attributes.match(attribute) ?? []).length,
    end: at + whole.length,
  };
}

function nextTag(xml: string, at: number): number {
  const next = xml.indexOf('<', at);
  if (next < 0) throw refusal('saml.xml_malformed');
  return next;
}

function skipBlank(xml: string, at: number): number {
  let end = at;
  while (end < xml.length && ' \t\r\n'.includes(xml.charAt(end))) end += 1;
  return end;
}

/** XML 1.0, section 2.2: raw characters and references alike have to be XML characters. */
function checkCharacters(xml: string): void {
  if (notXmlCharacter.test(xml)) throw refusal('saml.xml_malformed');
  if (foreignEntity.test(xml)) throw refusal('saml.xml_forbidden');
  for (const [, hex, decimal] of xml.matchAll(characterReference)) {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (code > 0x10ffff || notXmlCharacter.test(String.fromCodePoint(code))) {
      throw refusal('saml.xml_malformed');
    }
  }
}
