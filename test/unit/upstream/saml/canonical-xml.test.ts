import { describe, expect, it } from 'vitest';
import { canonicalXml } from '../../../../src/upstream/saml/canonical-xml.ts';
import { parseXml } from '../../../../src/upstream/saml/scan-xml.ts';
import { everyElement } from '../../../../src/upstream/saml/xml-tree.ts';

/** The element of that name in its canonical form. */
function canonical(xml: string, name: string, inclusivePrefixes: readonly string[] = []): string {
  const apex = [...everyElement(parseXml(xml))].find(({ written }) => written.name === name);
  return apex === undefined ? 'not there' : canonicalXml(apex, { inclusivePrefixes });
}

describe('exclusive canonical XML', () => {
  it('is the same in two contexts (exclusive C14N 2.2)', () => {
    const inside =
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2>';
    const expected =
      '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>';
    const one = `<n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org">${inside}</n0:local>`;
    const other = `<n2:pdu xmlns:n1="http://example.com" xmlns:n2="http://foo.example" xml:lang="fr">${inside}</n2:pdu>`;
    expect(canonical(one, 'n1:elem2')).toBe(expected);
    expect(canonical(other, 'n1:elem2')).toBe(expected);
  });

  it.each([
    ['an empty element', '<a/>', '<a></a>'],
    ['blanks in tags', '<a  b = "1"\n c=\'2\' ></a >', '<a b="1" c="2"></a>'],
    ['attributes by name', '<a c="" b="" a=""/>', '<a a="" b="" c=""></a>'],
    [
      'attributes by namespace, those without one first',
      '<a xmlns:x="urn:2" xmlns:y="urn:1" x:a="" y:b="" z=""/>',
      '<a xmlns:x="urn:2" xmlns:y="urn:1" z="" y:b="" x:a=""></a>',
    ],
    [
      'references in text',
      '<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#xD;</a>',
      '<a>&lt;&gt;&amp;"\'AB&#xD;</a>',
    ],
    [
      'references in attributes',
      '<a b="&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13;"/>',
      '<a b="&lt;>&amp;&quot;\'&#x9;&#xA;&#xD;"></a>',
    ],
    ['line ends (XML 1.0, 2.11)', '<a>1\r\n2\r3\n</a>', '<a>1\n2\n3\n</a>'],
    ['line ends of XML 1.1 alone', '<a>1\u00852\u20283</a>', '<a>1\u00852\u20283</a>'],
    ['blanks in attributes (XML 1.0, 3.3.3)', '<a b="1\r\n2\t3\n4"/>', '<a b="1 2 3 4"></a>'],
    ['a namespace that is not used', '<a xmlns:x="urn:x"/>', '<a></a>'],
    [
      'the xml prefix',
      '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:space="x"/>',
      '<a xml:space="x"></a>',
    ],
    [
      'one that is used again and again',
      '<x:a xmlns:x="urn:x"><x:b><x:c/></x:b></x:a>',
      '<x:a xmlns:x="urn:x"><x:b><x:c></x:c></x:b></x:a>',
    ],
    [
      'one that brothers use',
      '<a xmlns:x="urn:x"><x:b/><x:c/></a>',
      '<a><x:b xmlns:x="urn:x"></x:b><x:c xmlns:x="urn:x"></x:c></a>',
    ],
    [
      'a default namespace that ends',
      '<a xmlns="urn:x"><b xmlns=""><c/></b><d/></a>',
      '<a xmlns="urn:x"><b xmlns=""><c></c></b><d></d></a>',
    ],
    [
      'a prefix that changes its meaning and gets it back',
      '<x:a xmlns:x="urn:1"><x:b xmlns:x="urn:2"><x:c xmlns:x="urn:1"/></x:b></x:a>',
      '<x:a xmlns:x="urn:1"><x:b xmlns:x="urn:2"><x:c xmlns:x="urn:1"></x:c></x:b></x:a>',
    ],
  ])('settles %s', (_name, xml, expected) => {
    expect(canonicalXml(parseXml(xml))).toBe(expected);
  });

  it('keeps namespaces of the list that is given, wherever they were declared', () => {
    const xml =
      '<a xmlns="urn:d" xmlns:x="urn:x" xmlns:y="urn:y"><b:b xmlns:b="urn:b"><c xmlns:x="urn:z"/></b:b></a>';
    expect(canonical(xml, 'b:b', ['x', '', 'unknown'])).toBe(
      '<b:b xmlns="urn:d" xmlns:b="urn:b" xmlns:x="urn:x"><c xmlns:x="urn:z"></c></b:b>',
    );
    expect(canonical(xml, 'b:b')).toBe('<b:b xmlns:b="urn:b"><c xmlns="urn:d"></c></b:b>');
  });

  it('leaves one child out', () => {
    const root = parseXml('<a>1<b/>2<b/>3</a>');
    const [first] = root.children;
    expect(canonicalXml(root, first && { without: first })).toBe('<a>12<b></b>3</a>');
  });

  it('is its own canonical form', () => {
    const xml = '<a xmlns="urn:d" b="&#xA;&#x20;x">t&#13;<x:c xmlns:x="urn:x" x:d="1" e="&gt;"/></a>';
    const once = canonicalXml(parseXml(xml));
    expect(canonicalXml(parseXml(once))).toBe(once);
  });
});

describe('namespaces', () => {
  it.each([
    ['a prefix that nobody declared', '<x:a/>'],
    ['one on an attribute', '<a x:b=""/>'],
    ['one that is out of scope', '<a><b xmlns:x="urn:x"/><x:c/></a>'],
    ['a prefix that is unbound', '<a xmlns:x=""/>'],
    ['the xml prefix for something else', '<a xmlns:xml="urn:x"/>'],
    ['another prefix for the xml namespace', '<a xmlns:x="http://www.w3.org/XML/1998/namespace"/>'],
    ['it as the default', '<a xmlns="http://www.w3.org/XML/1998/namespace"/>'],
    ['the xmlns prefix', '<a xmlns:xmlns="urn:x"/>'],
    ['its namespace', '<a xmlns:x="http://www.w3.org/2000/xmlns/"/>'],
    ['an element in it', '<xmlns:a/>'],
    ['one attribute under two prefixes', '<a xmlns:x="urn:x" xmlns:y="urn:x" x:b="" y:b=""/>'],
    ['a relative namespace', '<a xmlns="relative"/>'],
    ['two colons', '<x:y:a xmlns:x="urn:x"/>'],
    ['two colons in an attribute', '<a xmlns:x="urn:x" x:y:z=""/>'],
    ['a colon at the end', '<x: xmlns:x="urn:x"/>'],
  ])('refuse %s', (_name, xml) => {
    expect(() => parseXml(xml)).toThrow(expect.objectContaining({ code: 'saml.xml_malformed' }));
  });

  it('are settled by what is declared, not by the prefix', () => {
    const root = parseXml(
      '<a xmlns="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:saml="urn:other"><saml:b/><c xmlns=""/></a>',
    );
    expect([...everyElement(root)].map(({ tag }) => tag)).toEqual(['saml:a', '{urn:other}b', '{}c']);
  });

  it('do not hold for attributes by default, so that one name may stand there twice', () => {
    const root = parseXml('<a xmlns="urn:x" xmlns:x="urn:x" b="1" x:b="2"/>');
    expect([...root.attributes]).toEqual([['b', '1']]);
  });
});

it('a text with ]]> in it is not well-formed (XML 1.0, 2.4)', () => {
  expect(() => parseXml('<a>]]></a>')).toThrow(expect.objectContaining({ code: 'saml.xml_malformed' }));
  expect(parseXml('<a b="]]>">]]&gt;</a>').text).toBe(']]>');
});
