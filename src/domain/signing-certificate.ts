import { X509Certificate, type KeyObject } from 'node:crypto';

/** Kinds of keys with which a SAML IdP may sign: RSA from 2048 bits, ECDSA on P-256, P-384 and P-521. */
export type SigningKeyType = 'rsa' | 'ec';

/** Of one kind; a signature is tried against no more. Two are what a rollover needs. */
export const mostKeysOfOneType = 2;

const minimumBits = 2048;
/** As OpenSSL calls them. */
const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** A certificate as the register holds it, PEM or bare base64; `undefined` when it cannot be read. */
export function readSigningCertificate(registered: string): X509Certificate | undefined {
  const pem = registered.includes('-----BEGIN')
    ? registered
    : `-----BEGIN CERTIFICATE-----\n${registered.replaceAll(/\s/g, '')}\n-----END CERTIFICATE-----\n`;
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** `undefined` for a key that is too weak, or of a kind that SAML has no signature for: it verifies nothing. */
export function signingKeyType(key: KeyObject): SigningKeyType | undefined {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return modulusLength >= minimumBits ? 'rsa' : undefined;
    case 'ec':
      return curves.has(namedCurve) ? 'ec' : undefined;
    default:
      return undefined;
  }
}
