import { describe, expect, it } from 'vitest';
import { makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';
import { startSamlLogin, type SamlLogin } from '../../../../testkit/actors/saml-login.ts';
import { ds, type AnswerWishes, type EncryptionWishes } from '../../../../testkit/actors/saml-school.ts';

/** What IdPs sign and encrypt with, beyond RSA with SHA-256. */

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
const [p256, p384, p521] = await Promise.all(
  (['P-256', 'P-384', 'P-521'] as const).map((curve) => makeCertifiedKey({ curve })),
);
const [otherRsa, thirdRsa] = await Promise.all([makeCertifiedKey(), makeCertifiedKey()]);
if (p256 === undefined || p384 === undefined || p521 === undefined) throw new TypeError('no EC keys');

describe('signatures of SAML answers', () => {
  it.each([
    [`${more}rsa-sha384`, `${more}sha384`],
    [`${more}rsa-sha512`, `${more}sha384`],
    ['http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', `${xenc}sha256`],
    ['http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1', `${xenc}sha256`],
    ['http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1', `${xenc}sha512`],
  ])('may be %s over %s', async (signatureMethod, digestMethod) => {
    const login = await startSamlLogin();
    expect((await login.answer({ signature: { signatureMethod, digestMethod } })).subject).toBe('pupil-0001');
  });

  it.each([
    ['P-256', p256, 'ecdsa-sha256'],
    ['P-256', p256, 'ecdsa-sha512'],
    ['P-384', p384, 'ecdsa-sha384'],
    ['P-521', p521, 'ecdsa-sha512'],
  ] as const)('may be ECDSA on %s', async (_curve, schoolKey, name) => {
    const login = await startSamlLogin({ schoolKey });
    const signature = { signatureMethod: `${more}${name}` };
    expect((await login.answer({ signature })).subject).toBe('pupil-0001');
    const editResponse = (xml: string) => xml.replace('pupil-0001', 'pupil-0002');
    await expect(login.answer({ signature, editResponse })).rejects.toMatchObject({
      code: 'saml.signature_invalid',
    });
  });

  it('of one kind are not verified with a key of another', async () => {
    const ec = await startSamlLogin({ schoolKey: p256 });
    await expect(ec.answer({ signature: { key: otherRsa } })).rejects.toMatchObject({
      code: 'saml.signature_invalid',
    });
    const rsa = await startSamlLogin();
    const signature = { key: p256, signatureMethod: `${more}ecdsa-sha256` };
    await expect(rsa.answer({ signature })).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });

  it('are tried with two keys of their kind, and one that two certificates carry is one', async () => {
    const login = await startSamlLogin();
    const own = login.school.key.certificatePem;
    const second = [p256.certificatePem, p384.certificatePem, otherRsa.certificatePem, own];
    expect((await (await startSamlLogin({ protocol: { certificates: second } })).answer()).subject).toBe(
      'pupil-0001',
    );
    const twice = [otherRsa.certificatePem, otherRsa.certificatePem, own];
    expect((await (await startSamlLogin({ protocol: { certificates: twice } })).answer()).subject).toBe(
      'pupil-0001',
    );
    const third = [otherRsa.certificatePem, thirdRsa.certificatePem, own];
    const late = await startSamlLogin({ protocol: { certificates: third } });
    await expect(late.answer()).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });

  it('may name canonicalization with comments: what holds a comment is refused', async () => {
    const login = await startSamlLogin();
    const withComments = 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments';
    const signature = { c14n: withComments, transforms: [`${ds}enveloped-signature`, withComments] };
    expect((await login.answer({ signature })).subject).toBe('pupil-0001');
    const editResponse = (xml: string) => xml.replace('<saml:Subject>', '<!-- --><saml:Subject>');
    await expect(login.answer({ signature, editResponse })).rejects.toMatchObject({
      code: 'saml.xml_forbidden',
    });
  });
});

describe('an encrypted assertion', () => {
  const answer = (login: SamlLogin, wishes: Partial<EncryptionWishes>, more: AnswerWishes = {}) =>
    login.answer({ ...more, encryptFor: { key: login.encryptionKey, ...wishes } });

  it.each(['sha1', 'sha256', 'sha512'] as const)('may have its key by rsa-oaep with %s', async (oaepHash) => {
    expect((await answer(await startSamlLogin(), { oaepHash })).subject).toBe('pupil-0001');
  });

  it.each([
    ['SHA-1', `<xenc11:MGF xmlns:xenc11="${xenc11}" Algorithm="${xenc11}mgf1sha1"/>`],
    ['no mask, which is SHA-1', ''],
  ])('is refused by name when the digest of OAEP is SHA-256 and its mask %s', async (_name, mask) => {
    const editResponse = (xml: string) => xml.replace(/<xenc11:MGF [^>]*>/, mask);
    await expect(
      answer(await startSamlLogin(), { oaepHash: 'sha256' }, { editResponse }),
    ).rejects.toMatchObject({
      code: 'saml.encryption_oaep',
    });
  });

  it.each([
    ['saml.encryption_algorithm', 'an unknown digest', /#sha256"/, '#sha257"'],
    ['saml.encryption_algorithm', 'a digest without a name', / Algorithm="[^"]+#sha256"/, ''],
    ['saml.encryption_algorithm', 'an unknown mask', /mgf1sha256/, 'mgf1md5'],
    [
      'saml.encryption_shape',
      'parameters',
      /<xenc11:MGF /,
      '<xenc:OAEPparams>AAAA</xenc:OAEPparams><xenc11:MGF ',
    ],
    ['saml.encryption_shape', 'a mask where it is fixed', /xmlenc11#rsa-oaep"/, 'xmlenc#rsa-oaep-mgf1p"'],
  ] as const)('is refused with %s: %s of OAEP', async (code, _name, from, to) => {
    const editResponse = (xml: string) =>
      xml.replace(from, to).replace('2009/xmlenc#rsa', '2001/04/xmlenc#rsa');
    await expect(
      answer(await startSamlLogin(), { oaepHash: 'sha256' }, { editResponse }),
    ).rejects.toMatchObject({
      code,
    });
  });

  it('may have its key beside it, named by a reference or alone', async () => {
    const login = await startSamlLogin();
    expect((await answer(login, { keyBeside: true })).subject).toBe('pupil-0001');
    const alone = (xml: string) =>
      xml.replace(/<ds:KeyInfo [^>]*><ds:RetrievalMethod [^>]*><\/ds:KeyInfo>/, '');
    expect((await answer(login, { keyBeside: true }, { editResponse: alone })).subject).toBe('pupil-0001');
    const noList = (xml: string) => xml.replace(/<xenc:ReferenceList>.*?<\/xenc:ReferenceList>/, '');
    expect((await answer(login, { keyBeside: true }, { editResponse: noList })).subject).toBe('pupil-0001');
  });

  it.each([
    ['two keys beside it', /<xenc:EncryptedKey .*<\/xenc:EncryptedKey>/, '$&$&'],
    ['a reference to another key', 'URI="#_key"', 'URI="#_other"'],
    ['a reference to elsewhere', 'URI="#_key"', 'URI="https://evil.example/#_key"'],
    ['a reference of another type', `${xenc}EncryptedKey"`, `${ds}X509Data"`],
    ['a reference with a transform', 'URI="#_key"/>', 'URI="#_key"><ds:Transforms/></ds:RetrievalMethod>'],
    ['two references', /<ds:RetrievalMethod [^>]*>/, '$&$&'],
    ['a key without an ID', ' Id="_key"', ''],
    ['a list that names other data', 'URI="#_data"', 'URI="#_other"'],
    ['a list of two', /<xenc:DataReference [^>]*>/, '$&$&'],
    ['a list of keys', 'xenc:DataReference', 'xenc:KeyReference'],
    ['a key inside and one beside it', /<ds:RetrievalMethod [^>]*>/, '<xenc:EncryptedKey/>'],
  ])('is refused with %s', async (_name, from, to) => {
    const editResponse = (xml: string) => xml.replace(from, to);
    const refused = answer(await startSamlLogin(), { keyBeside: true }, { editResponse });
    await expect(refused).rejects.toMatchObject({
      code: expect.stringMatching(/^saml\.(encryption_shape|duplicate_id)$/),
    });
  });
});
