import { X509Certificate, type KeyObject } from 'node:crypto';

/** Kinds of keys with which a SAML IdP may sign: RSA from 2048 bits, ECDSA on P-256, P-384 and P-521. */
export type SigningKeyType = 'rsa' | 'ec';

/** Of one kind; a signature is tried against no more. Two are what a rollover needs. */
export const mostKeysOfOneType = 2;

/** A certificate that can be read. Times are in milliseconds since the epoch. */
export interface SigningCertificate {
  readonly key: KeyObject;
  /** `undefined`: it verifies nothing, being too weak, of a kind that SAML has no signature for, or of an authority. */
  readonly type: SigningKeyType | undefined;
  /** It issued another one that stands with it: a chain was pasted, and an authority signs for others than this IdP. */
  readonly isAuthority: boolean;
  /** SHA-256, as OpenSSL writes it. */
  readonly fingerprint: string;
  readonly validFrom: number;
  readonly validTo: number;
}

const minimumBits = 2048;
/** As OpenSSL calls them. */
const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

const pemBlock = /-----BEGIN ([^\n-]+)-----(.*?)-----END \1-----/gs;
/** `openssl x509 -trustout` writes the second; what it says besides the certificate is about another use. */
const certificateLabels: ReadonlySet<string> = new Set([
  'CERTIFICATE',
  'TRUSTED CERTIFICATE',
  'X509 CERTIFICATE',
]);

/**
 * The certificates of one text of the register: PEM, with one block or several, or the bare base64 of one. `undefined` stands for
 * one that cannot be read. There is at least one of them.
 */
export function readSigningCertificates(registered: string): readonly (SigningCertificate | undefined)[] {
  if (!registered.includes('-----BEGIN')) return withoutAuthorities([certificateOf(registered)]);
  const blocks = [...registered.matchAll(pemBlock)];
  const rest = registered.replaceAll(pemBlock, '');
  const read = withoutAuthorities(
    blocks.map(([, label = '', base64 = '']) =>
      certificateLabels.has(label) ? certificateOf(base64) : undefined,
    ),
  );
  // a block that does not end
  return rest.includes('-----BEGIN') || read.length === 0 ? [...read, undefined] : read;
}

/** Nobody but its owner should have it. */
export function holdsPrivateKey(registered: string): boolean {
  return /-----BEGIN [^\n-]*PRIVATE KEY-----/.test(registered);
}

/** `undefined`: at `moment` none of them can verify a signature. Otherwise for how long there is always one that can. */
export function usableUntil(certificates: readonly SigningCertificate[], moment: number): number | undefined {
  const usable = certificates.filter(({ type }) => type !== undefined);
  let until: number | undefined;
  for (;;) {
    const at = until ?? moment;
    const ends = usable.filter(({ validFrom, validTo }) => validFrom <= at && at < validTo);
    if (ends.length === 0) return until;
    until = Math.max(...ends.map(({ validTo }) => validTo));
  }
}

function withoutAuthorities(
  certificates: readonly (X509Certificate | undefined)[],
): readonly (SigningCertificate | undefined)[] {
  return certificates.map((certificate) => {
    if (certificate === undefined) return undefined;
    const isAuthority = certificates.some((other) => other !== undefined && hasIssued(certificate, other));
    const key = certificate.publicKey;
    return {
      key,
      type: isAuthority ? undefined : signingKeyType(key),
      isAuthority,
      fingerprint: certificate.fingerprint256,
      validFrom: certificate.validFromDate.getTime(),
      validTo: certificate.validToDate.getTime(),
    };
  });
}

function hasIssued(authority: X509Certificate, other: X509Certificate): boolean {
  const { publicKey } = authority;
  return !publicKey.equals(other.publicKey) && other.checkIssued(authority) && other.verify(publicKey);
}

/** `undefined` also where its key or its dates cannot be read. */
function certificateOf(base64: string): X509Certificate | undefined {
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/\s/g, '')}\n-----END CERTIFICATE-----\n`;
  try {
    const certificate = new X509Certificate(pem);
    const { publicKey, validFromDate, validToDate } = certificate;
    const isReadable = publicKey.type === 'public' && validFromDate.getTime() <= validToDate.getTime();
    return isReadable ? certificate : undefined;
  } catch {
    // no certificate, or one with a key that OpenSSL does not know
    return undefined;
  }
}

function signingKeyType(key: KeyObject): SigningKeyType | undefined {
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
