import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../src/domain/errors.ts';
import { parseXml } from '../../src/upstream/saml/scan-xml.ts';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import { anyCharacter } from '../../testkit/values/any-character.ts';

/** Text that attacks the reader itself: parameter, base64, UTF-8, XML (OWASP XML Security; CWE-611, CWE-776). */

const login = await startSamlLogin();
const good = login.school.respond(login.question);

function readParameter(SAMLResponse: unknown) {
  return login.idp.readAnswer({ body: { SAMLResponse }, rawQuery: '' }, login.pending);
}

describe('the parameter SAMLResponse', () => {
  const encoded = Buffer.from(good).toString('base64');

  it.each([
    ['saml.parameter', 'nothing', undefined],
    ['saml.parameter', 'two', [encoded, encoded]],
    ['saml.parameter', 'an object', { 0: encoded }],
    ['saml.parameter', 'an empty text', ''],
    ['saml.too_large', 'more than 256 kB', 'A'.repeat(256 * 1024 + 4)],
    ['saml.base64', 'base64url', encoded.replace(/[A-Z]/, '-')],
    ['saml.base64', 'a blank', ` ${encoded}`],
    ['saml.base64', 'rubbish after the padding', `${encoded}====`],
    ['saml.base64', 'bits after the end', 'PGE+PC9hPm=='],
    ['saml.utf8', 'Latin-1', Buffer.from('<a>\u00e9</a>', 'latin1').toString('base64')],
    ['saml.utf8', 'an overlong form', Buffer.from([0x3c, 0xc0, 0xbc]).toString('base64')],
    ['saml.xml_malformed', 'UTF-7', Buffer.from('+ADw-a+AD4-').toString('base64')],
    ['saml.xml_malformed', 'a byte order mark', Buffer.from(`\u{FEFF}${good}`).toString('base64')],
  ])('is refused with %s: %s', async (code, _name, parameter) => {
    await expect(readParameter(parameter)).rejects.toMatchObject({ name: 'SluisError', code });
  });
});

describe('the XML of a SAML answer', () => {
  const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>`;

  it.each([
    ['saml.xml_forbidden', 'a DOCTYPE', `<!DOCTYPE a>${good}`],
    ['saml.xml_forbidden', 'a DOCTYPE after the declaration', `<?xml version="1.0"?><!DOCTYPE a>${good}`],
    [
      'saml.xml_forbidden',
      'an external entity',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`,
    ],
    ['saml.xml_forbidden', 'a billion laughs', laughs],
    ['saml.xml_forbidden', 'an entity that nobody declared', '<a>&nbsp;</a>'],
    ['saml.xml_forbidden', 'a bare ampersand', '<a>a & b</a>'],
    ['saml.xml_forbidden', 'a comment', '<a><!-- --></a>'],
    ['saml.xml_forbidden', 'a comment before', `<!-- -->${good}`],
    ['saml.xml_forbidden', 'a comment after', `${good}<!-- -->`],
    ['saml.xml_forbidden', 'CDATA', '<a><![CDATA[b]]></a>'],
    ['saml.xml_forbidden', 'a processing instruction', '<?xml-stylesheet href="evil.xsl"?><a/>'],
    ['saml.xml_forbidden', 'one inside', '<a><?php ?></a>'],
    ['saml.xml_forbidden', 'another encoding', '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ['saml.xml_forbidden', 'XML 1.1', '<?xml version="1.1"?><a/>'],
    ['saml.xml_malformed', 'a blank', ' '],
    ['saml.xml_malformed', 'no element', 'text'],
    ['saml.xml_malformed', 'two roots', '<a/><b/>'],
    ['saml.xml_malformed', 'text after the root', '<a/>b'],
    ['saml.xml_malformed', 'wrong nesting', '<a><b></a></b>'],
    ['saml.xml_malformed', 'an end that is missing', '<a><b></b>'],
    ['saml.xml_malformed', 'an attribute without quotes', '<a b=c/>'],
    ['saml.xml_malformed', 'an attribute twice', '<a b="1" b="2"/>'],
    ['saml.xml_malformed', 'an attribute in an end tag', '<a></a b="1">'],
    ['saml.xml_malformed', 'a prefix that nobody declared', '<x:a/>'],
    ['saml.xml_malformed', 'a null character', '<a>\u0000</a>'],
    ['saml.xml_malformed', 'a reference to one', '<a>&#0;</a>'],
    ['saml.xml_malformed', 'a reference to a surrogate', '<a>&#xD800;</a>'],
    ['saml.xml_malformed', 'a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['saml.xml_malformed', 'a reference to a control character', '<a>&#x1F;</a>'],
    ['saml.xml_malformed', 'a reference to no character', '<a b="&#xFFFE;"/>'],
    ['saml.xml_malformed', 'a foreign blank', '<a\u00a0b="1"/>'],
    ['saml.xml_limits', 'depth', '<a>'.repeat(65) + '</a>'.repeat(65)],
    ['saml.xml_limits', 'many elements', `<a>${'<b/>'.repeat(1500)}</a>`],
    [
      'saml.xml_limits',
      'many attributes',
      `<a ${Array.from({ length: 33 }, (_, i) => `b${i}=""`).join(' ')}/>`,
    ],
  ])('is refused with %s: %s', async (code, _name, xml) => {
    await expect(login.read(xml)).rejects.toMatchObject({ name: 'SluisError', code });
  });

  it.each(['<a><b></a></b>', '<a></b>', '<a></a b="1">', '<a></a/>', '</a>'])(
    'that is not well nested is refused: %s',
    (xml) => {
      expect(() => parseXml(xml)).toThrow(expect.objectContaining({ code: 'saml.xml_malformed' }));
    },
  );

  it('is refused in linear time, however it is made', () => {
    const size = 250_000;
    const hostile = [
      '<a>'.repeat(size / 3),
      `<a ${'b="" '.repeat(size / 5)}`,
      `<a${' '.repeat(size)}`,
      `<a b${' '.repeat(size)}c`,
      `<${'a'.repeat(size)}`,
      `<a b="${'&#65;'.repeat(size / 5)}`,
      `<a>${'&#65;'.repeat(size / 5)}`,
      `<a ${'b'.repeat(size)}=`,
      `<a>${'<b></b>'.repeat(size / 7)}`,
      `<?xml${' '.repeat(size)}?>`,
    ];
    const started = process.cpuUsage();
    for (const xml of hostile) expect(() => parseXml(xml)).toThrow(SluisError);
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });
});

describe('whatever is sent as a SAML answer', () => {
  const refusedProperly = async (reading: Promise<unknown>) => {
    const outcome: unknown = await reading.then(
      () => 'accepted',
      (error: unknown) => error,
    );
    expect(outcome).toBeInstanceOf(SluisError);
  };

  it('bytes are refused with an error of our own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await refusedProperly(readParameter(Buffer.from(bytes).toString('base64')));
      }),
    );
  });

  it('a body of any shape is refused with an error of our own', async () => {
    await fc.assert(fc.asyncProperty(fc.anything(), async (value) => refusedProperly(readParameter(value))));
  });

  it('a good answer with any stretch of it replaced is refused, or says exactly the same', async () => {
    const honest = JSON.stringify(await readable(good));
    const anyText = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 20 }),
      fc.constantFrom('<', '>', '"', '&amp;', ' ', '\n', '<a/>', ''),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(40), anyText, async (at, length, text) => {
        const changed = good.slice(0, at) + text + good.slice(at + length);
        const outcome = await readable(changed).then(
          (told) => JSON.stringify(told),
          (error: unknown) => error,
        );
        if (outcome !== honest) expect(outcome).toBeInstanceOf(SluisError);
      }),
      { numRuns: 400 },
    );
  });

  async function readable(xml: string) {
    const { attributes, ...rest } = await login.read(xml);
    const { values, unreadable, repeated } = attributes;
    return { ...rest, attributes: [...values, ...unreadable, ...repeated] };
  }

  it('XML is read, or refused with an error of our own', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '</b>',
      '<c/>',
      '&amp;',
      'text',
      ' ',
      '<x:d xmlns:x="u"/>',
      '<a xmlns="">',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          parseXml(`<r>${pieces.join('')}</r>`);
        } catch (error) {
          expect(error).toBeInstanceOf(SluisError);
        }
      }),
    );
  });
});
