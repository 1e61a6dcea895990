import { X509Certificate, type KeyObject } from 'node:crypto';
import { refusal } from './refusals.ts';

const minimumBits = 2048;

/**
 * The keys of those registered certificates of one IdP that may verify something now, in the order of the register.
 * Parsed once. Throws `saml.certificate_*` when none is left: then nobody should be sent to this IdP either.
 */
export function trustedKeys(registered: readonly string[]): (now: number) => readonly KeyObject[] {
  const parsed = registered.map(readCertificate);
  const strong = parsed.filter((certificate) => certificate !== undefined && certificate.bits >= minimumBits);
  return (now) => {
    if (parsed.length === 0 || parsed.includes(undefined)) throw refusal('saml.certificate_unreadable');
    if (strong.length === 0) throw refusal('saml.certificate_weak');
    const valid = strong.flatMap((one) =>
      one && one.validFrom <= now && now < one.validTo ? [one.key] : [],
    );
    if (valid.length === 0) throw refusal('saml.certificate_expired');
    return valid;
  };
}

interface TrustedCertificate {
  readonly key: KeyObject;
  /** Of the RSA modulus; 0 for another kind of key. */
  readonly bits: number;
  readonly validFrom: number;
  readonly validTo: number;
}

function readCertificate(registered: string): TrustedCertificate | undefined {
  try {
    const pem = registered.includes('-----BEGIN CERTIFICATE-----')
      ? registered
      : `-----BEGIN CERTIFICATE-----\n${registered.replace(/\s/g, '')}\n-----END CERTIFICATE-----`;
    const certificate = new X509Certificate(pem);
    const key = certificate.publicKey;
    const { asymmetricKeyType, asymmetricKeyDetails } = key;
    return {
      key,
      bits: asymmetricKeyType === 'rsa' ? (asymmetricKeyDetails?.modulusLength ?? 0) : 0,
      validFrom: certificate.validFromDate.getTime(),
      validTo: certificate.validToDate.getTime(),
    };
  } catch {
    return undefined;
  }
}
