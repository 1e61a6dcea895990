import fc from 'fast-check';
import type { Edit } from './good-answers.ts';

/** What somebody on the way, or a sloppy program, can do to XML, at any place. */

const insertions = [
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\u0085',
  '\u2028',
  '\u00a0',
  '\u{1F600}',
  'A',
  '=',
  ']]>',
  '<!-- -->',
  '<?x y?>',
  '<![CDATA[]]>',
  '<![CDATA[x]]>',
  '<evil/>',
  '<saml:NameID>teacher-9999</saml:NameID>',
  '&#x20;',
  '&#13;',
  '&#10;',
  '&amp;',
  '&lt;',
  '&x;',
  '&',
  ' xmlns:x="urn:x"',
  ' xmlns:saml="urn:x"',
  ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"',
  ' xmlns="urn:x"',
  ' xmlns=""',
  ' xmlns:x="relative"',
  ' xmlns:x=""',
  ' xmlns:id="urn:x"',
  ' xml:id="_evil"',
  ' xml:lang="nl"',
  ' ID="_evil"',
  ' Id="_evil"',
  ' a="1" a="2"',
  ' a="<"',
  " a='\"'",
  '<ds:Object></ds:Object>',
  '<ds:Transform Algorithm="urn:x"></ds:Transform>',
  '<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="saml xs #default"/>',
  '<ds:X509Data></ds:X509Data>',
] as const;

const elements = [
  'ds:Signature',
  'ds:SignedInfo',
  'ds:Reference',
  'ds:KeyInfo',
  'saml:Subject',
  'saml:NameID',
  'saml:Conditions',
  'saml:Assertion',
  'saml:Issuer',
  'saml:AttributeValue',
] as const;

/** Of the same text in other words, which some readers take for the same and canonical XML for the same or not. */
const rewordings: readonly Edit[] = [
  (xml) => xml.replace(/"/g, "'"),
  (xml) => xml.replace(/><\/[\w:]+>/g, '/>'),
  (xml) => xml.replace(/<(\w+:\w+) /g, '<$1\n  '),
  (xml) => xml.replace(/<\/(\w+:\w+)>/g, '</$1 >'),
  (xml) => xml.replace(/saml:/g, 's:').replace(/xmlns:saml=/g, 'xmlns:s='),
  (xml) => xml.replace(/ds:/g, '').replace(/xmlns:ds=/g, 'xmlns='),
  (xml) =>
    xml
      .replace(/ xmlns:saml="[^"]+"/g, '')
      .replace(/^<(\S+)/, `<$1 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"`),
  (xml) =>
    xml.replace(
      /(<ds:SignatureValue>)([^<]+)/g,
      (_all, tag: string, value: string) => tag + value.replace(/.{64}/g, '$&\n'),
    ),
  (xml) => xml.replace(/(<ds:DigestValue>)([^<]+)/g, '$1 $2\n'),
  (xml) => xml.replace(/a/g, '&#97;'),
  (xml) => xml.replace(/(ID="[^"]+") (IssueInstant="[^"]+")/, '$2 $1'),
  (xml) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`,
];

const place = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean());

const inserted = fc.tuple(place, fc.constantFrom(...insertions)).map(
  ([at, text]): Edit =>
    (xml) =>
      spliced(xml, placeIn(xml, at), 0, text),
);

const replaced = fc.tuple(place, fc.nat(30), fc.constantFrom('', ...insertions)).map(
  ([at, length, text]): Edit =>
    (xml) =>
      spliced(xml, placeIn(xml, at), length, text),
);

const rearranged = fc
  .tuple(fc.constantFrom(...elements), fc.nat(), fc.constantFrom('move', 'double', 'drop', 'forge'))
  .map(([name, to, how]): Edit => (xml) => {
    const element = new RegExp(`<${name}[ >].*?</${name}>`, 's').exec(xml)?.[0] ?? '';
    const rest = how === 'double' || how === 'forge' ? xml : xml.replace(element, '');
    if (how === 'drop') return rest;
    const tags = [...rest.matchAll(/>(?=<)/g)].map(({ index }) => index + 1);
    const evil = element.replace(/>[^<]+</, '>teacher-9999<').replace(/ ID="[^"]+"/, ' ID="_evil"');
    return spliced(rest, tags[to % tags.length] ?? 0, 0, how === 'forge' ? evil : element);
  });

const reworded = fc.constantFrom(...rewordings);

/** One change, or one on top of another wording. */
export const mutations: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: inserted },
  { weight: 2, arbitrary: replaced },
  { weight: 2, arbitrary: rearranged },
  { weight: 1, arbitrary: reworded },
  {
    weight: 1,
    arbitrary: fc.tuple(reworded, inserted).map(
      ([first, second]): Edit =>
        (xml) =>
          second(first(xml)),
    ),
  },
);

function placeIn(xml: string, [where, atTag]: readonly [number, boolean]): number {
  const at = Math.floor(where * xml.length);
  if (!atTag) return at;
  const next = xml.indexOf('>', at);
  return next < 0 ? xml.length : next + 1;
}

function spliced(xml: string, at: number, length: number, text: string): string {
  return xml.slice(0, at) + text + xml.slice(at + length);
}
