import { describe, expect, it } from 'vitest';
import { isPlainKeyInfo } from '../../src/upstream/saml/key-info.ts';
import { parseXml } from '../../src/upstream/saml/scan-xml.ts';
import { checkSignatures } from '../../src/upstream/saml/signature-checks.ts';
import { signedElement } from '../../src/upstream/saml/signed-element.ts';
import { trustedKeys } from '../../src/upstream/saml/trusted-certificates.ts';
import type { XmlElement } from '../../src/upstream/saml/xml-tree.ts';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import { ds, instant, type AnswerWishes } from '../../testkit/actors/saml-school.ts';

/**
 * Anybody may post an answer to a login that they began. What it costs before a registered key has verified
 * something is held by counts, not by a stopwatch: 4,850 empty elements in `ds:KeyInfo` once cost half a second.
 */

const x = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** An answer with everything in place but a signature that anybody made. */
function unsignedAnswer(
  { entityId, assertionConsumer, requestId, now }: Awaited<ReturnType<typeof startSamlLogin>>['question'],
  keyInfo: string,
): string {
  const at = instant(now);
  const reference = `<d:Reference URI="#_a"><d:Transforms><d:Transform Algorithm="${ds}enveloped-signature"/><d:Transform Algorithm="${x}"/></d:Transforms><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>AAAA</d:DigestValue></d:Reference>`;
  const info = `<d:SignedInfo><d:CanonicalizationMethod Algorithm="${x}"/><d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>${reference}</d:SignedInfo>`;
  return [
    `<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:d="${ds}"`,
    ` ID="_r" Version="2.0" IssueInstant="${at}" Destination="${assertionConsumer}" InResponseTo="${requestId}">`,
    `<a:Issuer>${entityId}</a:Issuer>`,
    '<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>',
    `<a:Assertion ID="_a" Version="2.0" IssueInstant="${at}"><a:Issuer>${entityId}</a:Issuer>`,
    `<d:Signature>${info}<d:SignatureValue>AAAA</d:SignatureValue><d:KeyInfo>${keyInfo}</d:KeyInfo></d:Signature>`,
    '</a:Assertion></p:Response>',
  ].join('');
}

const certificate = '<d:X509Certificate>AAAA</d:X509Certificate>';

describe('an answer that nobody signed', () => {
  it.each([
    ['saml.xml_limits', '4,850 empty elements', 'a<x/>b'.repeat(4850)],
    ['saml.signature_shape', '1,400 empty elements', 'a<x/>b'.repeat(1400)],
    ['saml.signature_shape', 'one empty element', '<x/>'],
    ['saml.signature_shape', 'nothing', ''],
    ['saml.signature_shape', '1,400 certificates', `<d:X509Data>${certificate.repeat(1400)}</d:X509Data>`],
    ['saml.signature_shape', 'ten certificates', `<d:X509Data>${certificate.repeat(10)}</d:X509Data>`],
    ['saml.signature_shape', 'a transform', '<d:X509Data><d:Transform Algorithm="x"/></d:X509Data>'],
    ['saml.signature_shape', 'a key elsewhere', '<d:RetrievalMethod URI="https://evil.example/"/>'],
    ['saml.signature_shape', 'a name in another namespace', '<x:KeyName xmlns:x="urn:x">k</x:KeyName>'],
    ['saml.signature_invalid', 'nine certificates', `<d:X509Data>${certificate.repeat(9)}</d:X509Data>`],
    ['saml.signature_invalid', 'the name of a key', '<d:KeyName>k</d:KeyName>'],
  ])('is refused with %s: KeyInfo holds %s', async (code, _name, keyInfo) => {
    const login = await startSamlLogin();
    const answer = login.read(unsignedAnswer(login.question, keyInfo));
    await expect(answer).rejects.toMatchObject({ code });
  });

  it('has its KeyInfo looked at only as far as it may go', () => {
    const looks = { count: 0 };
    const many = `<d:X509Data>${certificate.repeat(1400)}</d:X509Data>`;
    const keyInfo = parseXml(`<d:KeyInfo xmlns:d="${ds}">${many}</d:KeyInfo>`);
    expect(isPlainKeyInfo(counted(keyInfo, looks))).toBe(false);
    expect(looks.count).toBeLessThan(50);
  });
});

describe('a signature that no registered key made', () => {
  it('is found out before anything of what it covers is canonicalized', async () => {
    const login = await startSamlLogin();
    const assertion = parseXml(login.school.respond(login.question)).children.find(
      ({ tag }) => tag === 'saml:Assertion',
    );
    if (assertion === undefined) throw new TypeError('the fixture has no assertion');
    const [signature] = checkSignatures(assertion, [assertion]);
    if (signature === undefined) throw new TypeError('the fixture has no signature');
    const looks = { count: 0 };
    const watched = { ...signature, owner: watchedContent(assertion, looks) };
    const keysOf = (pem: string) => trustedKeys([pem])(login.question.now);
    expect(() => signedElement(watched, keysOf(login.encryptionKey.certificatePem))).toThrow(
      expect.objectContaining({ code: 'saml.signature_invalid' }),
    );
    expect(looks.count).toBe(0);
    expect(signedElement(watched, keysOf(login.school.key.certificatePem)).tag).toBe('saml:Assertion');
    expect(looks.count).toBeGreaterThan(0);
  });
});

/** The same element; counts how often what is written in it is read. */
function watchedContent(element: XmlElement, looks: { count: number }): XmlElement {
  return {
    ...element,
    get written() {
      looks.count += 1;
      return element.written;
    },
  };
}

/** The same element; counts how often something of it is read. */
function counted(element: XmlElement, looks: { count: number }): XmlElement {
  return {
    ...element,
    get children() {
      looks.count += 1;
      return element.children.map((child) => counted(child, looks));
    },
    get tag() {
      looks.count += 1;
      return element.tag;
    },
  };
}

describe('the KeyInfo of an encrypted key', () => {
  const withKeyInfo =
    (keyInfo: string): NonNullable<AnswerWishes['editResponse']> =>
    (xml) =>
      xml.replace(/(rsa-oaep-mgf1p"><\/xenc:EncryptionMethod>)/, `$1<ds:KeyInfo>${keyInfo}</ds:KeyInfo>`);

  it.each([
    ['the name of a certificate', '<ds:X509Data><ds:X509SubjectName>CN=x</ds:X509SubjectName></ds:X509Data>'],
    ['the name of a key', '<ds:KeyName>k</ds:KeyName>'],
  ])('may hold %s', async (_name, keyInfo) => {
    const login = await startSamlLogin();
    const wishes = { encryptFor: { key: login.encryptionKey }, editResponse: withKeyInfo(keyInfo) };
    expect((await login.answer(wishes)).subject).toBe('pupil-0001');
  });

  it.each([
    ['eleven elements', '<ds:X509Data></ds:X509Data>'.repeat(11)],
    ['something foreign', '<x></x>'],
  ])('may not hold %s', async (_name, keyInfo) => {
    const login = await startSamlLogin();
    const wishes = { encryptFor: { key: login.encryptionKey }, editResponse: withKeyInfo(keyInfo) };
    await expect(login.answer(wishes)).rejects.toMatchObject({ code: 'saml.encryption_shape' });
  });
});
