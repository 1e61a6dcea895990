import { samlIdps } from '../measured/federation.ts';
import { exclusive, type AnswerParts, type AnswerWriter } from './saml-answers.ts';
import { noise } from './requests.ts';
import { form, type Shape } from './shape.ts';
import type { Visit } from './visits.ts';

/** Of XML: in base64, as a form, some 64 and 255 kB. */
const [usually, largest] = [46_500, 189_000];
/** Of those that are read furthest, also the largest there are. */
const alsoLargest =
  /^a (?:SignedInfo|PrefixList|long (?:name|text)|text)|^a long namespace|^elements with|^thousands/;
/** The scanner takes no more elements. */
const mostElements = 1_450;

const path = `/saml/${samlIdps.unsigned}/acs`;
const fill = (text: string, bytes: number): string => text.repeat(Math.floor(bytes / text.length));
const numbered = (text: (index: number) => string, times: number): string =>
  Array.from({ length: times }, (_, index) => text(index)).join('');
const nested = (times: number, name = 'x'): string =>
  `${`<${name}>`.repeat(times)}${`</${name}>`.repeat(times)}`;
const base64 = (bytes: number): string =>
  Buffer.from(noise(Math.floor(bytes * 0.75)))
    .toString('base64')
    .slice(0, Math.floor(bytes / 4) * 4);
const prefixes = (list: string): string =>
  `<e:InclusiveNamespaces xmlns:e="${exclusive}" PrefixList="${list}"/>`;

/** What stands in an answer that nobody signed, by its name; at most so many bytes of it. */
const unsigned: Readonly<Record<string, (bytes: number) => AnswerParts>> = {
  'nothing more': () => ({}),
  'a prolog of blanks': (bytes) => ({ prolog: ' '.repeat(bytes) }),
  'a DOCTYPE of entities': (bytes) => ({
    prolog: `<!DOCTYPE x [${fill('<!ENTITY a "&b;&b;">', bytes)}]>`,
  }),
  comments: (bytes) => ({ content: fill('<!---->', bytes) }),
  'processing instructions': (bytes) => ({ content: fill('<?a?>', bytes) }),
  'CDATA sections': (bytes) => ({ content: fill('<![CDATA[]]>', bytes) }),
  'thousands of elements in KeyInfo': (bytes) => ({ keyInfo: fill('a<x/>b', bytes) }),
  'as many elements as may be, in KeyInfo': () => ({ keyInfo: 'a<x/>b'.repeat(mostElements) }),
  'as many certificates as may be': () => ({
    keyInfo: `<d:X509Data>${'<d:X509Certificate>AAAA</d:X509Certificate>'.repeat(1_000)}</d:X509Data>`,
  }),
  'a large certificate': (bytes) => ({
    keyInfo: `<d:X509Data><d:X509Certificate>${base64(bytes)}</d:X509Certificate></d:X509Data>`,
  }),
  'a large SignatureValue': (bytes) => ({ signatureValue: base64(bytes) }),
  'a SignatureValue of line ends': (bytes) => ({ signatureValue: fill('A\n', bytes) }),
  'a large DigestValue': (bytes) => ({ digest: base64(bytes) }),
  'references without end': (bytes) => ({ references: Math.floor(bytes / 450) }),
  'transforms without end': (bytes) => ({
    transforms: fill(`<d:Transform Algorithm="${exclusive}"/>`, bytes),
  }),
  'a PrefixList without end': (bytes) => ({ canonicalization: prefixes(fill('ab ', bytes)) }),
  'a PrefixList of blanks': (bytes) => ({ canonicalization: prefixes(' '.repeat(bytes)) }),
  'a SignedInfo of blanks': (bytes) => ({ signedInfo: ' '.repeat(bytes) }),
  'a SignedInfo of references to signs': (bytes) => ({ signedInfo: fill('&#13;', bytes) }),
  'a SignedInfo of attributes': (bytes) => ({
    canonicalization: prefixes(
      `p" ${numbered((index) => ` a${String(index)}="${fill('&lt;', bytes / 30)}"`, 28)} z="`,
    ),
  }),
  'elements one in another without end': (bytes) => ({ content: nested(Math.floor(bytes / 7)) }),
  'elements one in another, as deep as may be, many times': (bytes) => ({
    content: fill(nested(60), Math.min(bytes, 60 * 7 * 24)),
  }),
  'as many elements as may be': () => ({ content: 'a<x/>'.repeat(mostElements) }),
  'thousands of elements': (bytes) => ({ content: fill('<x/>', bytes) }),
  'as many elements as may be, each with an ID': () => ({
    content: numbered((index) => `<x Id="_${String(index)}"/>`, mostElements),
  }),
  'thousands of attributes': (bytes) => ({
    content: `<x${numbered((index) => ` a${index.toString(36)}=""`, Math.floor(bytes / 9))}/>`,
  }),
  'elements with as many attributes as may be': (bytes) => ({
    content: fill(`<x${numbered((index) => ` a${String(index)}=""`, 31)}/>`, bytes),
  }),
  'elements with as many namespaces as may be': (bytes) => ({
    content: fill(`<x${numbered((index) => ` xmlns:a${String(index)}="u:"`, 31)}/>`, bytes),
  }),
  'namespaces one in another': (bytes) => ({
    content: numbered((index) => `<x xmlns:p${String(index)}="u:${String(index)}">`, 58).concat(
      'a<x/>'.repeat(Math.min(1_300, Math.floor(bytes / 5))),
      '</x>'.repeat(58),
    ),
  }),
  'a long namespace on as many elements as may be': (bytes) => ({
    content: `<x xmlns="u:${noise(bytes - 5 * mostElements)}">${'<y/>'.repeat(mostElements)}</x>`,
  }),
  'a long namespace on as many attributes as may be': (bytes) => ({
    content: `<x xmlns:p="u:${noise(bytes / 2)}">${fill(`<y${numbered((index) => ` p:a${String(index)}=""`, 30)}/>`, bytes / 2)}</x>`,
  }),
  'a long prefix': (bytes) => ({ content: prefixed(noise(bytes / 3).replaceAll('-', '_')) }),
  'a long name': (bytes) => ({ content: `<x${'a'.repeat(bytes)}` }),
  'a tag of blanks': (bytes) => ({ content: `<x${' '.repeat(bytes)}"` }),
  'a tag that does not end': (bytes) => ({ content: `<x${fill(' a = "b"', bytes)}` }),
  'a long text': (bytes) => ({ content: noise(bytes) }),
  'a text of references': (bytes) => ({ content: fill('&lt;', bytes) }),
  'a text of numbered references': (bytes) => ({ content: fill('&#65;', bytes) }),
  'a text of foreign entities': (bytes) => ({ content: fill('&a;', bytes) }),
  'a text of line ends': (bytes) => ({ content: '\r'.repeat(bytes) }),
  'a text of signs of four bytes': (bytes) => ({ content: fill('😀', bytes / 2) }),
};

function prefixed(prefix: string): string {
  return `<x xmlns:_${prefix}="u:"><_${prefix}:y/></x>`;
}

/** By the name of what is in the form. */
const forms: Readonly<Record<string, (visit: Visit) => string>> = {
  'base64 of nothing': ({ relayState }) => answer(relayState, 'A'.repeat(64_000)),
  'noise that is no base64': ({ relayState }) => answer(relayState, noise(64_000)),
  'base64 of line ends': ({ relayState }) => answer(relayState, 'A\r\n'.repeat(9_000)),
  'bytes that are no UTF-8': ({ relayState }) =>
    answer(relayState, Buffer.alloc(46_000, 0xc1).toString('base64')),
  blanks: ({ relayState }) => `SAMLResponse=${'+'.repeat(64_000)}&RelayState=${relayState}`,
  'percent signs': ({ relayState }) => `SAMLResponse=${'%41'.repeat(21_000)}&RelayState=${relayState}`,
  'broken percent signs': ({ relayState }) => `SAMLResponse=${'%'.repeat(64_000)}&RelayState=${relayState}`,
  'a large RelayState': () => form({ SAMLResponse: 'A', RelayState: noise(64_000) }),
  'SAMLResponse twenty times': ({ relayState }) =>
    `${`SAMLResponse=${'A'.repeat(3_300)}&`.repeat(19)}RelayState=${relayState}`,
  'SAMLResponse thousands of times': ({ relayState }) =>
    `RelayState=${relayState}&${'SAMLResponse=A&'.repeat(4_200)}`,
  'names of brackets': ({ relayState }) => `RelayState=${relayState}&${'[a]'.repeat(21_000)}=1`,
};

const answer = (relayState: string, SAMLResponse: string): string =>
  form({ SAMLResponse, RelayState: relayState });
const xmlAnswer = ({ relayState }: Visit, xml: string): string =>
  answer(relayState, Buffer.from(xml).toString('base64'));

/** What the assertion consumer gets: with a visit that was begun, and without. */
export function samlShapes(writer: AnswerWriter): readonly Shape[] {
  const shape = (name: string, text: (visit: Visit) => string, answersVisit = true): Shape => ({
    name,
    path,
    method: 'POST',
    text,
    answersVisit,
  });
  const ofSize = (bytes: number, names = /^/) =>
    Object.entries(unsigned)
      .filter(([name]) => names.test(name))
      .map(([name, make]) => {
        const parts = make(bytes - 2_000);
        return shape(name, (visit) => xmlAnswer(visit, writer.unsigned(visit, parts)));
      });
  return [
    shape('to no visit: nothing more', (visit) => xmlAnswer(visit, writer.unsigned(visit)), false),
    ...Object.entries(forms).map(([name, text]) => shape(`to no visit: ${name}`, text, false)),
    ...Object.entries(forms).map(([name, text]) => shape(name, text)),
    ...ofSize(usually),
    ...signedShapes(writer).map(([name, text]) => shape(name, (visit) => xmlAnswer(visit, text(visit)))),
    ...ofSize(largest, alsoLargest),
  ];
}

/** Signed with a key that is not the school's, or encrypted for us, as anybody can. */
function signedShapes(writer: AnswerWriter): readonly (readonly [string, (visit: Visit) => string])[] {
  const attributes = (count: number, value: string) =>
    Array.from({ length: count }, (_, index) => [`a${String(index)}`, [value]] as const);
  const large = attributes(1, noise(usually - 5_000));
  const encryptFor = { key: writer.brokerKey };
  return [
    ['signed by another key', (visit) => writer.signedByOther(visit, {})],
    ['signed by another key, a large text', (visit) => writer.signedByOther(visit, { attributes: large })],
    [
      'signed by another key, many attributes',
      (visit) => writer.signedByOther(visit, { attributes: attributes(200, 'x') }),
    ],
    [
      'signed twice by another key, a large text',
      (visit) => writer.signedByOther(visit, { attributes: large, signed: 'both' }),
    ],
    ['encrypted for us, signed by another key', (visit) => writer.signedByOther(visit, { encryptFor })],
    [
      'encrypted for us, elements without end',
      (visit) =>
        writer.signedByOther(visit, {
          encryptFor,
          editSignedAssertion: () => fill('<x>', usually * 0.7),
        }),
    ],
    [
      'encrypted for us, a large text',
      (visit) => writer.signedByOther(visit, { encryptFor, attributes: attributes(1, noise(usually * 0.6)) }),
    ],
    [
      'encrypted, a key that is noise',
      (visit) =>
        writer.signedByOther(visit, {
          encryptFor,
          editResponse: (xml) => xml.replace(/(CipherValue>)[^<]+/, `$1${base64(344)}`),
        }),
    ],
    [
      'encrypted, large noise for a key',
      (visit) =>
        writer.signedByOther(visit, {
          encryptFor,
          editResponse: (xml) => xml.replace(/(CipherValue>)[^<]+/, `$1${base64(usually - 6_000)}`),
        }),
    ],
    [
      'encrypted, many keys',
      (visit) =>
        writer.signedByOther(visit, {
          encryptFor,
          editResponse: (xml) =>
            xml.replace(/<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/, (key) => fill(key, usually - 6_000)),
        }),
    ],
  ];
}
