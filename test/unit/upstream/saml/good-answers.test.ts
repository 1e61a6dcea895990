import { describe, expect, it } from 'vitest';
import {
  attributeStatementXml,
  authnStatementXml,
  conditionsXml,
  instant,
  persistent,
  transient,
} from '../../../../testkit/actors/saml-school.ts';
import { makeCertifiedKey, trustedCertificate } from '../../../../testkit/values/saml-certificate.ts';
import { startSamlLogin } from '../../../../testkit/actors/saml-login.ts';

describe('a good answer', () => {
  it('gives the persistent NameID, the attributes and the time of sign-in', async () => {
    const login = await startSamlLogin();
    const verified = await login.answer({ assertionId: '_assertion-1' });
    expect(verified).toMatchObject({
      idpId: 'regenboog-saml',
      subject: 'pupil-0001',
      assertionId: '_assertion-1',
    });
    expect(verified.attributes.values.get('urn:mace:dir:attribute-def:givenName')).toEqual(['Sanne']);
    expect(verified.authenticatedAt).toBe(Math.floor(login.question.now / 1000));
  });

  it.each(['assertion', 'both'] as const)('may be signed: %s', async (signed) => {
    const login = await startSamlLogin();
    expect((await login.answer({ signed })).subject).toBe('pupil-0001');
  });

  it.each(['aes128-cbc', 'aes256-cbc', 'aes128-gcm', 'aes256-gcm'] as const)(
    'may be encrypted: %s',
    async (cipher) => {
      const login = await startSamlLogin({ protocol: { requireEncryptedAssertions: true } });
      const encryptFor = { key: login.encryptionKey, cipher };
      for (const signed of ['assertion', 'both'] as const) {
        expect((await login.answer({ signed, encryptFor })).subject).toBe('pupil-0001');
      }
    },
  );

  it('may be encrypted to an older key of ours during a rollover', async () => {
    const older = await makeCertifiedKey();
    const login = await startSamlLogin({ moreDecryptionKeys: [older] });
    expect((await login.answer({ encryptFor: { key: older } })).subject).toBe('pupil-0001');
  });

  it('may be signed with the second of two registered certificates', async () => {
    const next = await makeCertifiedKey();
    const login = await startSamlLogin();
    const certificates = [next.certificatePem, login.school.key.certificatePem];
    const rollover = await startSamlLogin({ protocol: { certificates } });
    expect((await rollover.answer({ signed: 'both' })).subject).toBe('pupil-0001');
  });

  it.each<[string, (own: string, next: string) => readonly string[]]>([
    ['the first of two certificates in one PEM', (own, next) => [`${own}\n${next}`]],
    ['the second of two certificates in one PEM', (own, next) => [`${next}\n${own}`]],
    ['a certificate after one that cannot be read', (own) => ['MIIC', own]],
    ['a certificate before one that cannot be read', (own) => [own, 'MIIC']],
    [
      'a certificate in one PEM with one that cannot be read',
      (own, next) => [`${next.replace('MII', '???')}\n${own}`],
    ],
    ['a TRUSTED CERTIFICATE', (own) => [trustedCertificate(own)]],
  ])('may be signed with %s', async (_name, certificatesOf) => {
    const next = await makeCertifiedKey();
    const schoolKey = await makeCertifiedKey();
    const certificates = certificatesOf(schoolKey.certificatePem, next.certificatePem);
    const login = await startSamlLogin({ schoolKey, protocol: { certificates } });
    expect((await login.answer({ signed: 'both' })).subject).toBe('pupil-0001');
  });

  it.each([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ])('may use %s', async (signatureMethod) => {
    const login = await startSamlLogin();
    const digestMethod = 'http://www.w3.org/2001/04/xmlenc#sha512';
    expect((await login.answer({ signature: { signatureMethod, digestMethod } })).subject).toBe('pupil-0001');
  });

  it('may come without Issuer on the Response, in wrapped base64 and with an XML declaration', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
    const xml = login.school.respond(login.question, { responseIssuer: undefined, editResponse });
    const wrapped = Buffer.from(xml)
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n');
    const answer = { body: { SAMLResponse: wrapped }, rawQuery: '' };
    expect((await login.idp.readAnswer(answer, login.pending)).subject).toBe('pupil-0001');
  });

  it('has values trimmed, in NFC, and without the empty ones; dangerous names are harmless', async () => {
    const login = await startSamlLogin();
    const attributes: [string, string[]][] = [
      ['givenName', [' Zoe\u0308 ', '']],
      ['empty', ['', '  ']],
      ['__proto__', ['polluted']],
      ['constructor', ['a &amp; b']],
    ];
    const verified = await login.answer({ attributes });
    expect([...verified.attributes.values]).toEqual([
      ['givenName', ['Zo\u00eb']],
      ['__proto__', ['polluted']],
      ['constructor', ['a & b']],
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('says until when it could be replayed: the earliest end plus the clock skew', async () => {
    const login = await startSamlLogin();
    const { replayableUntil } = await login.answer();
    expect(replayableUntil).toBe(Math.floor((login.question.now + 300_000) / 1000) * 1000 + 60_000);
  });

  it('may have Conditions without an end: then the confirmation says it', async () => {
    const login = await startSamlLogin();
    const conditions = conditionsXml(login.question).replace(/ NotOnOrAfter="[^"]+"/, '');
    const { replayableUntil, subject } = await login.answer({ conditions });
    expect(subject).toBe('pupil-0001');
    expect(replayableUntil).toBe(Math.floor((login.question.now + 300_000) / 1000) * 1000 + 60_000);
  });

  it('may leave Destination out of a Response that is not signed', async () => {
    const login = await startSamlLogin();
    expect((await login.answer({ destination: undefined })).subject).toBe('pupil-0001');
  });

  it('says when the session at the IdP ends, the earliest of several, and nothing where the IdP does not', async () => {
    const login = await startSamlLogin();
    const { question } = login;
    expect(await login.answer()).not.toHaveProperty('sessionEndsAt');
    const until = (millis: number) =>
      authnStatementXml(question).replace(
        'SessionIndex',
        `SessionNotOnOrAfter="${instant(millis)}" SessionIndex`,
      );
    // canonical XML has attributes in order of their names
    const ordered = (xml: string) =>
      xml.replace(/(SessionNotOnOrAfter="[^"]+") (SessionIndex="[^"]+")/, '$2 $1');
    const statements =
      ordered(until(question.now + 7_200_000)) +
      ordered(until(question.now + 3_600_000)) +
      authnStatementXml(question);
    const { sessionEndsAt } = await login.answer({ statements });
    expect(sessionEndsAt).toBe(Math.floor((question.now + 3_600_000) / 1000));
  });

  it('with two AuthnStatements counts the earliest', async () => {
    const login = await startSamlLogin();
    const { question } = login;
    const earlier = authnStatementXml({ ...question, now: question.now - 3_600_000 });
    const statements = authnStatementXml(question) + earlier + attributeStatementXml([]).replace(/.*/, '');
    expect((await login.answer({ statements })).authenticatedAt).toBe(
      Math.floor((question.now - 3_600_000) / 1000),
    );
  });
});

describe('the subject of a SAML answer', () => {
  const nameId = (format: string, value = 'x-1') =>
    `<saml:NameID${format && ` Format="${format}"`}>${value}</saml:NameID>`;
  const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
  const email = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

  it.each([transient, email, 'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName'])(
    'is never a NameID of format %s',
    async (format) => {
      const login = await startSamlLogin({ identifier: ['nameid'] });
      expect(await login.answer({ nameId: nameId(format) })).not.toHaveProperty('subject');
    },
  );

  it.each(['', unspecified])('is a NameID of format "%s" only where the register says so', async (format) => {
    const byNameId = await startSamlLogin({ identifier: ['nameid'] });
    expect((await byNameId.answer({ nameId: nameId(format) })).subject).toBe('x-1');
    const byUid = await startSamlLogin({ identifier: ['uid'] });
    expect(await byUid.answer({ nameId: nameId(format) })).not.toHaveProperty('subject');
  });

  it('may be missing from the Subject, is trimmed and in NFC', async () => {
    const login = await startSamlLogin();
    expect(await login.answer({ nameId: '' })).not.toHaveProperty('subject');
    expect((await login.answer({ nameId: nameId(persistent, ' Zoe\u0308-1\n') })).subject).toBe('Zo\u00eb-1');
  });
});
