import { describe, expect, it } from 'vitest';
import { makeCertifiedKey } from '../../testkit/values/saml-certificate.ts';
import { startSamlLogin, type SamlLoginWishes } from '../../testkit/actors/saml-login.ts';
import type { AnswerWishes } from '../../testkit/actors/saml-school.ts';

/** Anybody can encrypt to us: the key is in our metadata. Encryption proves nothing, and must not weaken anything. */

const other = await makeCertifiedKey();
const xenc = 'http://www.w3.org/2001/04/xmlenc#';

async function answer(wishes: AnswerWishes, start: SamlLoginWishes = {}) {
  const login = await startSamlLogin(start);
  return login.answer({ encryptFor: { key: login.encryptionKey }, ...wishes });
}

describe('an encrypted assertion', () => {
  it('is required where the register says so', async () => {
    const login = await startSamlLogin({ protocol: { requireEncryptedAssertions: true } });
    await expect(login.answer()).rejects.toMatchObject({ code: 'saml.assertion_not_encrypted' });
  });

  it('for somebody else is refused', async () => {
    await expect(answer({ encryptFor: { key: other } })).rejects.toMatchObject({
      code: 'saml.decryption_failed',
    });
  });

  it.each([
    ['RSA PKCS #1 v1.5 (Bleichenbacher; CVE-2011-2487)', 'rsa-oaep-mgf1p', 'rsa-1_5'],
    ['Triple DES', 'aes128-cbc', 'tripledes-cbc'],
    ['an unknown cipher', 'aes128-cbc', 'rot13'],
  ])('with %s is refused', async (_name, from, to) => {
    const editResponse = (xml: string) => xml.replace(`${xenc}${from}`, `${xenc}${to}`);
    await expect(answer({ editResponse })).rejects.toMatchObject({ code: 'saml.encryption_algorithm' });
  });

  it('may name the digest of OAEP, as AD FS does, but no other than the one we use', async () => {
    const naming = (digest: string) => (xml: string) =>
      xml.replace(/(rsa-oaep-mgf1p">)/, `$1<ds:DigestMethod Algorithm="${digest}"></ds:DigestMethod>`);
    const sha1 = naming('http://www.w3.org/2000/09/xmldsig#sha1');
    expect((await answer({ editResponse: sha1 })).subject).toBe('pupil-0001');
    for (const [code, digest] of [
      ['saml.encryption_oaep', `${xenc}sha256`],
      ['saml.encryption_algorithm', 'http://www.w3.org/2000/09/xmldsig#sha256'],
    ] as const) {
      await expect(answer({ editResponse: naming(digest) })).rejects.toMatchObject({ code });
    }
  });

  const shapes: Readonly<Record<string, (xml: string) => string>> = {
    'two EncryptedData': (xml) =>
      xml.replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/, (one) => one + one),
    'two EncryptedKeys': (xml) =>
      xml.replace(/<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/, (one) => one + one),
    'a key elsewhere': (xml) =>
      xml.replace(
        /<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/,
        '<ds:RetrievalMethod URI="https://evil.example/"></ds:RetrievalMethod>',
      ),
    'content elsewhere': (xml) =>
      xml.replace(
        /<xenc:CipherValue>/,
        '<xenc:CipherReference URI="https://evil.example/"></xenc:CipherReference><xenc:CipherValue>',
      ),
    'content that is not base64': (xml) => xml.replace('<xenc:CipherValue>', '<xenc:CipherValue>*'),
  };

  it.each(Object.entries(shapes))('with %s is refused', async (_name, editResponse) => {
    await expect(answer({ editResponse })).rejects.toMatchObject({ code: 'saml.encryption_shape' });
  });

  it('beside a plain one is refused', async () => {
    const login = await startSamlLogin();
    const plain =
      /<saml:Assertion .*<\/saml:Assertion>/.exec(login.school.respond(login.question))?.[0] ?? '';
    const editResponse = (xml: string) =>
      xml.replace('<saml:EncryptedAssertion', `${plain}<saml:EncryptedAssertion`);
    const both = login.answer({ editResponse, encryptFor: { key: login.encryptionKey } });
    await expect(both).rejects.toMatchObject({ code: 'saml.assertion_count' });
  });

  it('whose text is hostile is refused before an XML library sees it', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]>';
    const deep = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`;
    const cases = [
      ['saml.xml_forbidden', (xml: string) => doctype + xml],
      ['saml.xml_limits', (xml: string) => xml.replace('<saml:Subject>', `${deep}<saml:Subject>`)],
      ['saml.xml_malformed', (xml: string) => `${xml}<saml:Assertion>`],
      ['saml.xml_malformed', () => 'not XML'],
      ['saml.encryption_shape', () => '<saml:Assertion xmlns:saml="urn:evil"></saml:Assertion>'],
    ] as const;
    for (const [code, editSignedAssertion] of cases) {
      await expect(answer({ editSignedAssertion })).rejects.toMatchObject({ code });
    }
  });

  it('is noticed when its ciphertext was changed, with and without authenticated encryption', async () => {
    const login = await startSamlLogin();
    for (const cipher of ['aes128-cbc', 'aes256-gcm'] as const) {
      const editResponse = (xml: string) =>
        xml.replace(
          /(<\/ds:KeyInfo><xenc:CipherData><xenc:CipherValue>.{400})(.)/,
          (_all, start: string, letter: string) => start + (letter === 'A' ? 'B' : 'A'),
        );
      const changed = login.answer({ editResponse, encryptFor: { key: login.encryptionKey, cipher } });
      await expect(changed).rejects.toMatchObject({ code: expect.stringMatching(/^saml\./) });
    }
  });
});
