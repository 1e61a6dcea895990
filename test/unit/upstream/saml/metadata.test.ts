import { DOMParser, onWarningStopParsing } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { samlServiceProviderMetadata } from '../../../../src/upstream/saml/metadata.ts';
import { parseIdpMetadata } from '../../../../src/upstream/saml/idp-metadata.ts';
import { parseXml } from '../../../../src/upstream/saml/scan-xml.ts';
import { childrenOf, onlyChild } from '../../../../src/upstream/saml/xml-tree.ts';
import { bareCertificate, makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';
import { issuer, samlProvider } from '../../../../testkit/actors/saml-login.ts';
import { createSamlSchool } from '../../../../testkit/actors/saml-school.ts';

const [first, second, third] = await Promise.all([
  makeCertifiedKey(),
  makeCertifiedKey(),
  makeCertifiedKey(),
]);

describe('our metadata for one IdP', () => {
  const idpId = samlProvider(createSamlSchool(first)).id;
  const keys = { signing: [first, second], decryption: [third] } as const;
  const xml = samlServiceProviderMetadata({ idpId, issuer, keys, signRequests: true });
  const root = parseXml(xml);
  const descriptor = onlyChild(root, 'md:SPSSODescriptor');

  it('is well-formed and names us as this IdP knows us', () => {
    expect(new DOMParser({ onError: onWarningStopParsing }).parseFromString(xml, 'text/xml')).toBeDefined();
    expect(root.tag).toBe('md:EntityDescriptor');
    expect(root.attributes.get('entityID')).toBe(`${issuer}/saml/regenboog-saml/metadata`);
    expect(descriptor?.attributes.get('AuthnRequestsSigned')).toBe('true');
    expect(descriptor?.attributes.get('WantAssertionsSigned')).toBe('true');
  });

  it('says that requests are not signed where the record says so', () => {
    const unsigned = parseXml(samlServiceProviderMetadata({ idpId, issuer, keys, signRequests: false }));
    const role = onlyChild(unsigned, 'md:SPSSODescriptor');
    expect(role?.attributes.get('AuthnRequestsSigned')).toBe('false');
    expect(role?.attributes.get('WantAssertionsSigned')).toBe('true');
  });

  it('takes answers by POST alone', () => {
    const consumers = descriptor === undefined ? [] : childrenOf(descriptor, 'md:AssertionConsumerService');
    expect(consumers.map((one) => [one.attributes.get('Binding'), one.attributes.get('Location')])).toEqual([
      ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', `${issuer}/saml/regenboog-saml/acs`],
    ]);
  });

  it('holds every key by its use, the one in use first', () => {
    const uses = [...xml.matchAll(/<md:KeyDescriptor use="(\w+)">.*?<ds:X509Certificate>([^<]+)</g)];
    expect(uses.map(([, use, certificate]) => [use, certificate])).toEqual([
      ['signing', bareCertificate(first)],
      ['signing', bareCertificate(second)],
      ['encryption', bareCertificate(third)],
    ]);
    expect(xml).not.toContain('PRIVATE');
    expect(xml).not.toMatch(/rsa-1_5|tripledes/);
  });
});

describe("an IdP's metadata", () => {
  const now = Date.parse('2030-01-01T00:00:00Z');
  const keyDescriptor = (key = first, use = ' use="signing"') =>
    `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>\n${bareCertificate(key)}\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  const service = (location = 'https://regenboog.example/sso', binding = 'HTTP-Redirect') =>
    `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${location}"/>`;
  const role = (inside: string, protocol = 'urn:oasis:names:tc:SAML:2.0:protocol') =>
    `<md:IDPSSODescriptor protocolSupportEnumeration="${protocol}">${inside}</md:IDPSSODescriptor>`;
  const entity = (inside: string, attributes = 'entityID="https://regenboog.example/metadata"') =>
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ${attributes}>${inside}</md:EntityDescriptor>`;
  const sound = keyDescriptor() + service();

  it.each([
    ['saml.xml_forbidden', 'a DOCTYPE', `<!DOCTYPE x>${entity(role(sound))}`],
    ['saml.too_large', 'more than a megabyte', entity(role(sound)) + ' '.repeat(1024 * 1024)],
    ['saml.metadata', 'another document', '<a/>'],
    [
      'saml.metadata',
      'a federation of many',
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${entity(role(sound))}</md:EntitiesDescriptor>`,
    ],
    ['saml.metadata', 'no IdP', entity('')],
    ['saml.metadata', 'two IdPs', entity(role(sound) + role(sound))],
    ['saml.metadata', 'SAML 1.1 only', entity(role(sound, 'urn:oasis:names:tc:SAML:1.1:protocol'))],
    ['saml.metadata', 'no entityID', entity(role(sound), '')],
    ['saml.metadata', 'an entityID with blanks', entity(role(sound), 'entityID="a b"')],
    ['saml.metadata', 'no key', entity(role(service()))],
    [
      'saml.metadata',
      'an encryption key only',
      entity(role(keyDescriptor(first, ' use="encryption"') + service())),
    ],
    ['saml.metadata', 'a key without KeyInfo', entity(role(`<md:KeyDescriptor/>${service()}`))],
    [
      'saml.metadata',
      'a certificate that is not base64',
      entity(role(sound.replace('<ds:X509Certificate>', '<ds:X509Certificate>*'))),
    ],
    ['saml.metadata', 'no address', entity(role(keyDescriptor()))],
    ['saml.metadata', 'SOAP only', entity(role(keyDescriptor() + service('https://a.example', 'SOAP')))],
    [
      'saml.metadata_address',
      'plain http',
      entity(role(keyDescriptor() + service('http://regenboog.example/sso'))),
    ],
    ['saml.metadata_address', 'a script', entity(role(keyDescriptor() + service('javascript:alert(1)')))],
    [
      'saml.metadata_address',
      'a password in it',
      entity(role(keyDescriptor() + service('https://a:b@c.example'))),
    ],
    [
      'saml.metadata_address',
      'a name that begins like loopback',
      entity(role(keyDescriptor() + service('http://127.0.0.1.evil.example/'))),
    ],
    [
      'saml.metadata_expired',
      'an old one',
      entity(role(sound), 'entityID="a" validUntil="2029-12-31T00:00:00Z"'),
    ],
    ['saml.date', 'a sloppy date', entity(role(sound), 'entityID="a" validUntil="2039"')],
  ])('is refused with %s: %s', (code, _name, xml) => {
    expect(() => parseIdpMetadata(xml, now)).toThrow(expect.objectContaining({ code }));
  });

  it('gives the entityID, the address per binding, and the certificates that sign', () => {
    const keys =
      keyDescriptor(first) +
      keyDescriptor(second, '') +
      keyDescriptor(third, ' use="encryption"') +
      keyDescriptor(first);
    const services = service() + service('http://127.0.0.1:3101/sso', 'HTTP-POST');
    const xml = `\u{FEFF}<?xml version="1.0" encoding="utf-8"?>\n${entity(role(keys + services), 'entityID="urn:regenboog" validUntil="2030-02-01T00:00:00Z"')}`;
    expect(parseIdpMetadata(xml, now)).toEqual({
      entityId: 'urn:regenboog',
      singleSignOnUrl: { redirect: 'https://regenboog.example/sso', post: 'http://127.0.0.1:3101/sso' },
      certificates: [bareCertificate(first), bareCertificate(second)],
    });
  });
});
