/** Names that the SAML 2.0, XML Signature and XML Encryption specifications fixed. */

export const namespaces = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  ds11: 'http://www.w3.org/2009/xmldsig11#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  ec: 'http://www.w3.org/2001/10/xml-exc-c14n#',
} as const;

export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const;

export const nameIdFormats = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
} as const;

export const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

const status = 'urn:oasis:names:tc:SAML:2.0:status:';
/** Core 3.2.2.2: what an IdP may say instead of signing somebody in. */
const statusWords = [
  'Requester',
  'Responder',
  'VersionMismatch',
  'AuthnFailed',
  'InvalidAttrNameOrValue',
  'InvalidNameIDPolicy',
  'NoAuthnContext',
  'NoAvailableIDP',
  'NoPassive',
  'NoSupportedIDP',
  'PartialLogout',
  'ProxyCountExceeded',
  'RequestDenied',
  'RequestUnsupported',
  'RequestVersionDeprecated',
  'RequestVersionTooHigh',
  'RequestVersionTooLow',
  'ResourceNotRecognized',
  'TooManyResponses',
  'UnknownAttrProfile',
  'UnknownPrincipal',
  'UnsupportedBinding',
] as const;

/** The last word of a status of the standard; `undefined` for any other text, which could be anybody's. */
export function statusWord(value: string | undefined): string | undefined {
  return statusWords.find((word) => value === `${status}${word}`);
}

export const statusSuccess = `${status}Success`;
/** No answer without a page; we never ask for one, so an IdP that says so could not keep to `ForceAuthn`. */
export const statusNoPassive = `${status}NoPassive`;
/** Second-level codes that say that the person did not sign in. */
export const statusCancelled: ReadonlySet<string> = new Set([`${status}AuthnFailed`, statusNoPassive]);
/**
 * Second-level codes that say that the IdP chose not to let the person on. AD FS answers so where an access control policy
 * does not hold; Keycloak also when the person pressed Cancel, so that the page may not say that nobody stopped.
 */
export const statusDenied: ReadonlySet<string> = new Set([
  `${status}RequestDenied`,
  `${status}UnknownPrincipal`,
]);

/** With and without comments are the same here: what holds a comment is refused. */
export const exclusiveC14n: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
]);
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** How Node calls a hash. SHA-1 is not collision resistant and has no place here. */
export type Hash = 'sha256' | 'sha384' | 'sha512';

export interface SignatureMethod {
  readonly hash: Hash;
  readonly scheme: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa';
}

const moreAlgorithms = 'http://www.w3.org/2001/04/xmldsig-more#';
const yetMoreAlgorithms = 'http://www.w3.org/2007/05/xmldsig-more#';

/** RFC 6931, sections 2.3.2 to 2.3.10. */
export const signatureMethods: ReadonlyMap<string, SignatureMethod> = new Map(
  (['sha256', 'sha384', 'sha512'] as const).flatMap((hash): [string, SignatureMethod][] => [
    [`${moreAlgorithms}rsa-${hash}`, { hash, scheme: 'rsa-pkcs1' }],
    [`${yetMoreAlgorithms}${hash}-rsa-MGF1`, { hash, scheme: 'rsa-pss' }],
    [`${moreAlgorithms}ecdsa-${hash}`, { hash, scheme: 'ecdsa' }],
  ]),
);

export const digestMethods: ReadonlyMap<string, Hash> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  [`${moreAlgorithms}sha384`, 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
]);

/** Content encryption, and how Node calls it. CBC is what SimpleSAMLphp 1.19 and AD FS send. */
export const contentEncryption: ReadonlyMap<
  string,
  'aes-128-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-256-gcm'
> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#aes128-cbc', 'aes-128-cbc'],
  ['http://www.w3.org/2001/04/xmlenc#aes256-cbc', 'aes-256-cbc'],
  ['http://www.w3.org/2009/xmlenc11#aes128-gcm', 'aes-128-gcm'],
  ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'aes-256-gcm'],
] as const);

/**
 * RSA-OAEP (XML Encryption 1.1, 5.5). The first fixes MGF1 with SHA-1, the second names it. SHA-1 is not weakened by its
 * collisions here. RSA 1.5 is an oracle and refused.
 */
export const keyEncryption = {
  oaepMgf1p: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  oaep: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
} as const;

export type OaepHash = 'sha1' | Hash;

/** Absent means SHA-1, for the digest and for the mask. */
export const oaepDigests: ReadonlyMap<string | undefined, OaepHash> = new Map<string | undefined, OaepHash>([
  [undefined, 'sha1'],
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
  ...digestMethods,
]);

export const oaepMasks: ReadonlyMap<string | undefined, OaepHash> = new Map<string | undefined, OaepHash>([
  [undefined, 'sha1'],
  ...(['sha1', 'sha256', 'sha384', 'sha512'] as const).map((hash): [string, OaepHash] => [
    `http://www.w3.org/2009/xmlenc11#mgf1${hash}`,
    hash,
  ]),
]);

export const encryptedKeyType = 'http://www.w3.org/2001/04/xmlenc#EncryptedKey';

/** Algorithms that IdPs are known to use and that we refuse, by the name that the log has of them. */
const refusedAlgorithms: ReadonlyMap<string | undefined, string> = new Map([
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'rsa-sha1'],
  ['http://www.w3.org/2000/09/xmldsig#dsa-sha1', 'dsa-sha1'],
  ['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'hmac-sha1'],
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
  [`${moreAlgorithms}rsa-md5`, 'rsa-md5'],
  [`${moreAlgorithms}ecdsa-sha1`, 'ecdsa-sha1'],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', 'inclusive-c14n'],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', 'inclusive-c14n'],
  ['http://www.w3.org/2006/12/xml-c14n11', 'c14n11'],
  ['http://www.w3.org/2001/04/xmlenc#rsa-1_5', 'rsa-1_5'],
  ['http://www.w3.org/2001/04/xmlenc#tripledes-cbc', 'tripledes-cbc'],
]);

/** For the log: the name of an algorithm, or that none is known to us. */
export function refusedAlgorithm(algorithm: string | undefined): { readonly detail: string } {
  return { detail: refusedAlgorithms.get(algorithm) ?? 'another-algorithm' };
}
