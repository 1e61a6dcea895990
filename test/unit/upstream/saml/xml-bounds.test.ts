import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../../src/upstream/saml/scan-xml.ts';

/*
 * What would make the reading of an answer cost more than its length: refused before anything is made of it. That it is
 * cheap, `npm run bench:strangers` shows.
 */

const inNamespace = (length: number, below: string): string =>
  `<x xmlns="urn:${'n'.repeat(length - 4)}" xmlns:p="urn:${'n'.repeat(length - 4)}">${below}</x>`;

const withAttributes = (count: number): string =>
  `<y${Array.from({ length: count }, (_, index) => ` a${String(index)}=""`).join('')}/>`;

describe('XML of a stranger', () => {
  it.each([
    ['a long namespace', inNamespace(513, '')],
    ['a long namespace on many elements', inNamespace(40_000, '<y/>'.repeat(1_000))],
    ['a long namespace on an attribute', inNamespace(40_000, '<y p:a="" p:b=""/>')],
    ['thousands of references', `<x>${'&amp;'.repeat(5_001)}</x>`],
    ['thousands of references to signs', `<x a="${'&#65;'.repeat(5_001)}"/>`],
    ['thousands of attributes', `<x>${withAttributes(30).repeat(167)}</x>`],
  ])('is refused with %s', (_name, xml) => {
    expect(() => parseXml(xml)).toThrow(expect.objectContaining({ code: 'saml.xml_limits' }));
  });

  it.each([
    ['a namespace of 512 signs', inNamespace(512, '<y p:a="" p:b=""/>')],
    ['5,000 references', `<x>${'&#13;'.repeat(2_500)}${'&amp;'.repeat(2_500)}</x>`],
    ['5,000 attributes', `<x>${withAttributes(25).repeat(200)}</x>`],
  ])('is read with %s', (_name, xml) => {
    expect(parseXml(xml).ids).toEqual([]);
  });

  it('has the attributes of each tag for itself, also after one that is refused', () => {
    expect(() => parseXml('<x a="1" b="2" a="3" c="4"/>')).toThrow(
      expect.objectContaining({ code: 'saml.xml_malformed' }),
    );
    const { attributes } = parseXml('<x a="1" b="2"/>');
    expect([...attributes]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(() => parseXml('<x>&#65;&#0;</x>')).toThrow(
      expect.objectContaining({ code: 'saml.xml_malformed' }),
    );
    expect(() => parseXml('<x>&#0;</x>')).toThrow(expect.objectContaining({ code: 'saml.xml_malformed' }));
  });
});
