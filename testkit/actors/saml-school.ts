import {
  constants,
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  randomUUID,
  sign as signBytes,
} from 'node:crypto';
import { bareCertificate, type CertifiedKey } from '../values/saml-certificate.ts';

/**
 * A SAML IdP made by hand, able to answer well and to lie. It writes XML that is already in exclusive canonical
 * form, so that it signs without any XML library: what Sluis verifies with one, this proves without one.
 */

export const saml = 'urn:oasis:names:tc:SAML:2.0:assertion';
export const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const ds = 'http://www.w3.org/2000/09/xmldsig#';
const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';
export const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
export const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const success = '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode>';

export interface SignatureWishes {
  readonly key: CertifiedKey;
  readonly signatureMethod?: string;
  readonly digestMethod?: string;
  readonly c14n?: string;
  readonly transforms?: readonly string[];
  readonly keyInfo?: CertifiedKey;
}

export type Cipher = 'aes128-cbc' | 'aes256-cbc' | 'aes128-gcm' | 'aes256-gcm';

export interface EncryptionWishes {
  readonly key: CertifiedKey;
  readonly cipher?: Cipher;
  /** Of OAEP and of its mask alike; `rsa-oaep-mgf1p` when nothing is said, which is SHA-1. */
  readonly oaepHash?: 'sha1' | 'sha256' | 'sha512';
  /** The EncryptedKey stands beside the EncryptedData, which names it. */
  readonly keyBeside?: boolean;
}

/** Who asked what: everything that a good answer has to name. */
export interface Question {
  readonly entityId: string;
  readonly audience: string;
  readonly assertionConsumer: string;
  readonly requestId: string;
  readonly now: number;
}

/** What the answer says; every field has an honest default. Texts are XML text, already escaped. */
export interface AnswerWishes {
  readonly signed?: 'assertion' | 'response' | 'both' | 'none';
  readonly signature?: Partial<SignatureWishes>;
  readonly encryptFor?: EncryptionWishes;
  readonly responseIssuer?: string | undefined;
  readonly assertionIssuer?: string;
  readonly version?: string;
  readonly destination?: string | undefined;
  readonly responseInResponseTo?: string | undefined;
  readonly status?: string;
  readonly issuedAt?: string;
  readonly assertionId?: string;
  readonly nameId?: string;
  readonly subject?: string;
  readonly conditions?: string;
  readonly statements?: string;
  readonly authnInstant?: string;
  readonly attributes?: readonly (readonly [string, readonly string[]])[];
  /** Changes the assertion before it is signed: an IdP that lies or errs. */
  readonly editAssertion?: (xml: string) => string;
  /** Changes the signed assertion before it is encrypted or put into the Response. */
  readonly editSignedAssertion?: (xml: string) => string;
  /** Changes the whole document after all signatures: somebody on the way. */
  readonly editResponse?: (xml: string) => string;
}

export interface SamlSchool {
  readonly key: CertifiedKey;
  /** XML of the Response. */
  respond(question: Question, wishes?: AnswerWishes): string;
}

export function createSamlSchool(key: CertifiedKey): SamlSchool {
  return {
    key,
    respond(question, wishes = {}) {
      const signature: SignatureWishes = { key, ...wishes.signature };
      const mode = wishes.signed ?? 'assertion';
      const bare = (wishes.editAssertion ?? same)(assertionXml(question, wishes));
      const signed = mode === 'assertion' || mode === 'both' ? signXml(bare, signature) : bare;
      const edited = (wishes.editSignedAssertion ?? same)(signed);
      const inside = wishes.encryptFor === undefined ? edited : encryptXml(edited, wishes.encryptFor);
      const response = responseXml(question, wishes, inside);
      const whole = mode === 'response' || mode === 'both' ? signXml(response, signature) : response;
      return (wishes.editResponse ?? same)(whole);
    },
  };
}

const same = (xml: string): string => xml;

export function instant(millis: number): string {
  return new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z');
}

function responseXml(question: Question, wishes: AnswerWishes, inside: string): string {
  const issuer = 'responseIssuer' in wishes ? wishes.responseIssuer : question.entityId;
  const destination = 'destination' in wishes ? wishes.destination : question.assertionConsumer;
  const inResponseTo = 'responseInResponseTo' in wishes ? wishes.responseInResponseTo : question.requestId;
  return [
    `<samlp:Response xmlns:samlp="${samlp}"${destination === undefined ? '' : ` Destination="${destination}"`} ID="_${randomUUID()}"`,
    inResponseTo === undefined ? '' : ` InResponseTo="${inResponseTo}"`,
    ` IssueInstant="${wishes.issuedAt ?? instant(question.now)}" Version="${wishes.version ?? '2.0'}">`,
    issuer === undefined ? '' : `<saml:Issuer xmlns:saml="${saml}">${issuer}</saml:Issuer>`,
    `<samlp:Status>${wishes.status ?? success}</samlp:Status>`,
    `${inside}</samlp:Response>`,
  ].join('');
}

export function assertionXml(question: Question, wishes: AnswerWishes): string {
  return [
    `<saml:Assertion xmlns:saml="${saml}" ID="${wishes.assertionId ?? `_${randomUUID()}`}"`,
    ` IssueInstant="${wishes.issuedAt ?? instant(question.now)}" Version="${wishes.version ?? '2.0'}">`,
    `<saml:Issuer>${wishes.assertionIssuer ?? question.entityId}</saml:Issuer>`,
    wishes.subject ?? subjectXml(question, wishes),
    wishes.conditions ?? conditionsXml(question),
    wishes.statements ??
      authnStatementXml(question, wishes) + attributeStatementXml(wishes.attributes ?? pupil),
    '</saml:Assertion>',
  ].join('');
}

/** An invented pupil. */
const pupil: NonNullable<AnswerWishes['attributes']> = [
  ['uid', ['sanne@deregenboog.example']],
  ['urn:mace:dir:attribute-def:givenName', ['Sanne']],
  ['eduPersonAffiliation', ['student']],
];

function subjectXml(question: Question, wishes: AnswerWishes): string {
  const nameId = wishes.nameId ?? `<saml:NameID Format="${persistent}">pupil-0001</saml:NameID>`;
  return `<saml:Subject>${nameId}${confirmationXml(question)}</saml:Subject>`;
}

/** `attributes` replaces those of SubjectConfirmationData; in alphabetical order, as canonical XML wants. */
export function confirmationXml(question: Question, attributes?: string, method = 'bearer'): string {
  const data =
    attributes ??
    `InResponseTo="${question.requestId}" NotOnOrAfter="${instant(question.now + 300_000)}" Recipient="${question.assertionConsumer}"`;
  return `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:${method}"><saml:SubjectConfirmationData ${data}></saml:SubjectConfirmationData></saml:SubjectConfirmation>`;
}

export function conditionsXml(question: Question, audience = question.audience, extra = ''): string {
  const period = `NotBefore="${instant(question.now - 30_000)}" NotOnOrAfter="${instant(question.now + 300_000)}"`;
  return `<saml:Conditions ${period}><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>${extra}</saml:Conditions>`;
}

export function authnStatementXml(question: Question, wishes: AnswerWishes = {}): string {
  const at = wishes.authnInstant ?? instant(question.now);
  return `<saml:AuthnStatement AuthnInstant="${at}" SessionIndex="_s1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;
}

export function attributeStatementXml(attributes: readonly (readonly [string, readonly string[]])[]): string {
  const values = (list: readonly string[]) =>
    list.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('');
  const each = attributes.map(
    ([name, list]) => `<saml:Attribute Name="${name}">${values(list)}</saml:Attribute>`,
  );
  return `<saml:AttributeStatement>${each.join('')}</saml:AttributeStatement>`;
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** Signs the outermost element of canonical XML; the signature goes after its Issuer (SAML core, schema order). */
function signXml(xml: string, wishes: SignatureWishes): string {
  const signature = signatureXml(xml, /ID="([^"]+)"/.exec(xml)?.[1] ?? '', wishes);
  const opening = /^<[^>]+>(?:<saml:Issuer[^>]*>[^<]*<\/saml:Issuer>)?/.exec(xml)?.[0] ?? '';
  const at = opening.length;
  return xml.slice(0, at) + signature + xml.slice(at);
}

export function signatureXml(xml: string, id: string, wishes: SignatureWishes): string {
  const method = wishes.signatureMethod ?? rsaSha256;
  const digestMethod = wishes.digestMethod ?? sha256;
  const transforms = (wishes.transforms ?? [`${ds}enveloped-signature`, exclusive]).map(
    (algorithm) => `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`,
  );
  const digest = createHash(hashOf(digestMethod)).update(xml).digest('base64');
  const info = [
    `<ds:CanonicalizationMethod Algorithm="${wishes.c14n ?? exclusive}"></ds:CanonicalizationMethod>`,
    `<ds:SignatureMethod Algorithm="${method}"></ds:SignatureMethod>`,
    `<ds:Reference URI="#${id}"><ds:Transforms>${transforms.join('')}</ds:Transforms>`,
    `<ds:DigestMethod Algorithm="${digestMethod}"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`,
  ].join('');
  const value = signatureValue(`<ds:SignedInfo xmlns:ds="${ds}">${info}</ds:SignedInfo>`, method, wishes.key);
  const named = bareCertificate(wishes.keyInfo ?? wishes.key);
  const keyInfo = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${named}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  return `<ds:Signature xmlns:ds="${ds}"><ds:SignedInfo>${info}</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo}</ds:Signature>`;
}

function hashOf(algorithm: string): 'sha1' | 'sha256' | 'sha384' | 'sha512' {
  if (algorithm.includes('sha512')) return 'sha512';
  if (algorithm.includes('sha384')) return 'sha384';
  return algorithm.endsWith('sha1') ? 'sha1' : 'sha256';
}

/** HMAC uses the public certificate as its secret: the classic confusion of keys. */
function signatureValue(signedInfo: string, method: string, key: CertifiedKey): string {
  if (method.includes('hmac')) {
    return createHmac(hashOf(method), key.certificatePem).update(signedInfo).digest('base64');
  }
  const options = method.endsWith('MGF1')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { dsaEncoding: 'ieee-p1363' as const };
  const signer = { key: key.privateKey, ...options };
  return signBytes(hashOf(method), Buffer.from(signedInfo), signer).toString('base64');
}

function encryptXml(xml: string, wishes: EncryptionWishes): string {
  const { key, cipher = 'aes128-cbc', oaepHash, keyBeside = false } = wishes;
  const contentKey = randomBytes(cipher.startsWith('aes128') ? 16 : 32);
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const publicKey = { key: createPublicKey(key.certificatePem), padding, oaepHash: oaepHash ?? 'sha1' };
  const wrapped = publicEncrypt(publicKey, contentKey).toString('base64');
  const content = encipher(xml, cipher, contentKey).toString('base64');
  const method = cipher.endsWith('gcm') ? `${xenc11}${cipher}` : `${xenc}${cipher}`;
  const encryptedKey = [
    `<xenc:EncryptedKey${keyBeside ? ` xmlns:xenc="${xenc}" Id="_key"` : ''}>${keyTransport(oaepHash)}`,
    `<xenc:CipherData><xenc:CipherValue>${wrapped}</xenc:CipherValue></xenc:CipherData>`,
    keyBeside ? '<xenc:ReferenceList><xenc:DataReference URI="#_data"/></xenc:ReferenceList>' : '',
    '</xenc:EncryptedKey>',
  ].join('');
  const retrieval = `<ds:RetrievalMethod Type="${xenc}EncryptedKey" URI="#_key"/>`;
  return [
    `<saml:EncryptedAssertion xmlns:saml="${saml}">`,
    `<xenc:EncryptedData xmlns:xenc="${xenc}"${keyBeside ? ' Id="_data"' : ''} Type="${xenc}Element">`,
    `<xenc:EncryptionMethod Algorithm="${method}"></xenc:EncryptionMethod>`,
    `<ds:KeyInfo xmlns:ds="${ds}">${keyBeside ? retrieval : encryptedKey}</ds:KeyInfo>`,
    `<xenc:CipherData><xenc:CipherValue>${content}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>`,
    `${keyBeside ? encryptedKey : ''}</saml:EncryptedAssertion>`,
  ].join('');
}

function keyTransport(oaepHash: EncryptionWishes['oaepHash']): string {
  if (oaepHash === undefined) {
    return `<xenc:EncryptionMethod Algorithm="${xenc}rsa-oaep-mgf1p"></xenc:EncryptionMethod>`;
  }
  const digest = oaepHash === 'sha1' ? `${ds}sha1` : `${xenc}${oaepHash}`;
  return [
    `<xenc:EncryptionMethod Algorithm="${xenc11}rsa-oaep">`,
    `<ds:DigestMethod xmlns:ds="${ds}" Algorithm="${digest}"/>`,
    `<xenc11:MGF xmlns:xenc11="${xenc11}" Algorithm="${xenc11}mgf1${oaepHash}"/>`,
    '</xenc:EncryptionMethod>',
  ].join('');
}

function encipher(xml: string, cipher: Cipher, key: Buffer): Buffer {
  switch (cipher) {
    case 'aes128-gcm':
    case 'aes256-gcm': {
      const iv = randomBytes(12);
      const gcm = createCipheriv(cipher === 'aes128-gcm' ? 'aes-128-gcm' : 'aes-256-gcm', key, iv);
      return Buffer.concat([iv, gcm.update(xml), gcm.final(), gcm.getAuthTag()]);
    }
    case 'aes128-cbc':
    case 'aes256-cbc': {
      const iv = randomBytes(16);
      const cbc = createCipheriv(cipher === 'aes128-cbc' ? 'aes-128-cbc' : 'aes-256-cbc', key, iv);
      return Buffer.concat([iv, cbc.update(xml), cbc.final()]);
    }
  }
}
