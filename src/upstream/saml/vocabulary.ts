/** Names that the SAML 2.0, XML Signature and XML Encryption specifications fixed. */

export const namespaces = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
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
export const statusSuccess = `${status}Success`;
/** No answer without a page; we never ask for one, so an IdP that says so could not keep to `ForceAuthn`. */
export const statusNoPassive = `${status}NoPassive`;
/** Second-level codes that say that the person, not the IdP, is the reason. */
export const statusCancelled: ReadonlySet<string> = new Set([
  `${status}AuthnFailed`,
  statusNoPassive,
  `${status}RequestDenied`,
]);

export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** RSA with SHA-2; xml-crypto 6 verifies no ECDSA, and SHA-1 is not collision resistant. */
export const signatureAlgorithms: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);

export const digestAlgorithms: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
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

/** RSA-OAEP with MGF1 and SHA-1, which is not weakened by collisions of SHA-1. RSA 1.5 is an oracle and refused. */
export const keyEncryption = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';
export const keyEncryptionDigest = 'http://www.w3.org/2000/09/xmldsig#sha1';
