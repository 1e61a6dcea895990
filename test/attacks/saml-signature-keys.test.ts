import { describe, expect, it } from 'vitest';
import { makeCertificateChain } from '../../testkit/values/certificate-chain.ts';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { startSamlLogin } from '../../testkit/actors/saml-login.ts';
import { ds, signatureXml, type SignatureWishes } from '../../testkit/actors/saml-school.ts';

/** Signatures that are sound in themselves but by a key or an algorithm that this school did not register. */

const strangersKey = await makeCertifiedKey();
const shortKey = await makeCertifiedKey({ bits: 1024 });
const hour = 60 * 60 * 1000;
const expiredKey = await makeCertifiedKey({ notAfter: new Date(Date.now() + hour) });
const futureKey = await makeCertifiedKey({ notBefore: new Date(Date.now() - hour) });

describe('keys', () => {
  it.each(['none', 'response'] as const)(
    'an assertion that is not signed itself is refused: %s',
    async (signed) => {
      const login = await startSamlLogin();
      await expect(login.answer({ signed })).rejects.toMatchObject({ code: 'saml.signature_missing' });
      const encrypted = login.answer({ signed, encryptFor: { key: login.encryptionKey } });
      await expect(encrypted).rejects.toMatchObject({ code: 'saml.signature_missing' });
    },
  );

  it.each(['assertion', 'both'] as const)(
    "a stranger's key is refused, though KeyInfo names it: %s",
    async (signed) => {
      const login = await startSamlLogin();
      const answer = login.answer({ signed, signature: { key: strangersKey } });
      await expect(answer).rejects.toMatchObject({ code: 'saml.signature_invalid' });
    },
  );

  it("a stranger's key is refused when KeyInfo names the registered certificate", async () => {
    const login = await startSamlLogin();
    const signature = { key: strangersKey, keyInfo: login.school.key };
    await expect(login.answer({ signature })).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });

  it("the school's own signature holds whatever KeyInfo says: it is never used", async () => {
    const login = await startSamlLogin();
    expect((await login.answer({ signature: { keyInfo: strangersKey } })).subject).toBe('pupil-0001');
  });

  it("a stranger's Response around the school's own assertion is refused", async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => {
      const id = / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
      return xml.replace('</saml:Issuer>', `</saml:Issuer>${signatureXml(xml, id, { key: strangersKey })}`);
    };
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });

  it('a registered RSA key of less than 2048 bits verifies nothing (NIST SP 800-131A)', async () => {
    const login = await startSamlLogin({
      protocol: { certificates: [shortKey.certificatePem, strangersKey.certificatePem] },
    });
    const answer = login.answer({ signature: { key: shortKey } });
    await expect(answer).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });

  it('a certificate that expired, or is not valid yet, verifies nothing', async () => {
    for (const [key, away] of [
      [expiredKey, 2 * hour],
      [futureKey, -2 * hour],
    ] as const) {
      const login = await startSamlLogin({ schoolKey: key });
      const later = { now: () => Date.now() + away };
      const certificates = [key.certificatePem, strangersKey.certificatePem];
      const other = await startSamlLogin({ schoolKey: key, protocol: { certificates }, clock: later });
      expect((await login.answer()).subject).toBe('pupil-0001');
      await expect(other.answer()).rejects.toMatchObject({ code: 'saml.signature_invalid' });
    }
  });

  it('the authority that issued a certificate signs for nobody, though a whole chain is registered', async () => {
    const { own, authority } = await makeCertificateChain();
    const certificates = [`${own.certificatePem}\n${authority.certificatePem}`];
    const login = await startSamlLogin({ schoolKey: own, protocol: { certificates } });
    const signatureMethod = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
    expect((await login.answer({ signature: { signatureMethod } })).subject).toBe('pupil-0001');
    const answer = login.answer({ signature: { key: authority, signatureMethod } });
    await expect(answer).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });

  it("school B's good answer, with B's key, is refused in a transaction with school A, and the other way about", async () => {
    const a = await startSamlLogin({ id: 'school-a' });
    const b = await startSamlLogin({ id: 'school-b', schoolKey: strangersKey });
    const asA = b.school.respond(a.question);
    await expect(a.read(asA)).rejects.toMatchObject({ code: 'saml.signature_invalid' });
    const asB = b.school.respond(b.question);
    await expect(a.read(asB)).rejects.toMatchObject({ code: 'saml.response_issuer' });
    expect((await b.read(asB)).subject).toBe('pupil-0001');
  });
});

describe('algorithms of a SAML signature', () => {
  const refused: Readonly<Record<string, Partial<SignatureWishes>>> = {
    'RSA with SHA-1': { signatureMethod: `${ds}rsa-sha1` },
    'a SHA-1 digest': { digestMethod: `${ds}sha1` },
    'HMAC with the certificate as its secret': { signatureMethod: `${ds}hmac-sha1` },
    'HMAC with SHA-256': { signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256' },
    'no algorithm': { signatureMethod: '' },
    'an algorithm called none': { signatureMethod: 'none' },
    DSA: { signatureMethod: `${ds}dsa-sha1` },
    'inclusive canonicalization': { c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' },
    'inclusive canonicalization with comments': {
      c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
    },
    'ECDSA with SHA-1': { signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1' },
    'an XPath transform': {
      transforms: [`${ds}enveloped-signature`, 'http://www.w3.org/TR/1999/REC-xpath-19991116'],
    },
    'an XSLT transform': {
      transforms: ['http://www.w3.org/TR/1999/REC-xslt-19991116', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    },
    'a base64 transform': { transforms: [`${ds}enveloped-signature`, `${ds}base64`] },
  };

  it.each(Object.entries(refused))('%s is refused', async (_name, signature) => {
    const login = await startSamlLogin();
    await expect(login.answer({ signature })).rejects.toMatchObject({ code: 'saml.signature_algorithm' });
    const encrypted = login.answer({ signature, encryptFor: { key: login.encryptionKey } });
    await expect(encrypted).rejects.toMatchObject({ code: 'saml.signature_algorithm' });
  });

  const shapes: Readonly<Record<string, (xml: string) => string>> = {
    'no transform': (xml) => xml.replace(/<ds:Transforms>.*?<\/ds:Transforms>/, ''),
    'three transforms': (xml) =>
      xml.replace('<ds:Transforms>', '<ds:Transforms><ds:Transform Algorithm="x"/>'),
    'two references': (xml) => xml.replace(/<ds:Reference .*?<\/ds:Reference>/, (one) => one + one),
    'a reference to the whole document': (xml) => xml.replace(/URI="#[^"]+"/, 'URI=""'),
    'a reference to a file': (xml) => xml.replace(/URI="#[^"]+"/, 'URI="file:///etc/passwd"'),
    'an XPointer': (xml) => xml.replace(/URI="#([^"]+)"/, 'URI="#xpointer(id(\'$1\'))"'),
    'a truncated HMAC (CVE-2009-0217)': (xml) =>
      xml.replace(
        '</ds:SignatureMethod>',
        '<ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>',
      ),
    'a signature outside the assertion': (xml) => {
      const signature = /<ds:Signature .*?<\/ds:Signature>/.exec(xml)?.[0] ?? '';
      return xml.replace(signature, '').replace('<samlp:Status>', `${signature}<samlp:Status>`);
    },
    'a SignedInfo with much text': (xml) => xml.replace('<ds:SignedInfo>', `$&${' '.repeat(10_000)}`),
    'a signature before the Issuer': (xml) => {
      const signature = /<ds:Signature .*?<\/ds:Signature>/.exec(xml)?.[0] ?? '';
      return xml.replace(signature, '').replace(/<saml:Assertion [^>]*>/, `$&${signature}`);
    },
    'a signature at the end': (xml) => {
      const signature = /<ds:Signature .*?<\/ds:Signature>/.exec(xml)?.[0] ?? '';
      return xml.replace(signature, '').replace('</saml:Assertion>', `${signature}</saml:Assertion>`);
    },
    'junk in SignatureValue': (xml) => xml.replace('<ds:SignatureValue>', '<ds:SignatureValue>*'),
    'bits after the end of DigestValue': (xml) => xml.replace(/.=<\/ds:DigestValue>/, 'B=</ds:DigestValue>'),
    'an element in SignatureValue': (xml) => xml.replace('<ds:SignatureValue>', '<ds:SignatureValue><x/>'),
    'an element in DigestValue': (xml) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><x/>'),
    'a signature in a foreign namespace': (xml) =>
      xml.replace(`xmlns:ds="${ds}"`, 'xmlns:ds="urn:not-a-signature"'),
  };

  it.each(Object.entries(shapes))('%s is refused', async (_name, editResponse) => {
    const login = await startSamlLogin();
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.signature_shape' });
  });
});
