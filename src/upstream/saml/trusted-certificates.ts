import type { KeyObject } from 'node:crypto';
import { readSigningCertificates, type SigningKeyType } from '../../domain/signing-certificate.ts';
import { refusal } from './refusals.ts';

/** A key of an IdP that may verify its signatures. */
export interface VerificationKey {
  readonly key: KeyObject;
  readonly type: SigningKeyType;
  /** Of its certificate. */
  readonly fingerprint: string;
}

/**
 * The keys of those registered certificates of one IdP that may verify something now, in the order of the register; a
 * key that two certificates carry counts once. Parsed once. One that cannot be read, or verifies nothing, leaves the others as
 * they are. Throws `saml.certificate_*` when none is left: then nobody should be sent to this IdP either.
 */
export function trustedKeys(registered: readonly string[]): (now: number) => readonly VerificationKey[] {
  const readable = registered.flatMap(readSigningCertificates).filter((one) => one !== undefined);
  const usable = readable.flatMap(({ type, ...one }) => (type === undefined ? [] : [{ ...one, type }]));
  const registeredCertificates = fingerprintsOf(readable);
  return (now) => {
    if (readable.length === 0) throw refusal('saml.certificate_unreadable');
    if (usable.length === 0) throw refusal('saml.certificate_weak', { registeredCertificates });
    const valid: VerificationKey[] = [];
    for (const { key, type, fingerprint, validFrom, validTo } of usable) {
      if (now < validFrom || validTo <= now) continue;
      if (!valid.some((known) => known.key.equals(key))) valid.push({ key, type, fingerprint });
    }
    if (valid.length === 0) throw refusal('saml.certificate_expired', { registeredCertificates });
    return valid;
  };
}

const mostInLog = 10;

/** As the log has them, one after the other. */
export function fingerprintsOf(certificates: readonly { readonly fingerprint: string }[]): string {
  return certificates
    .slice(0, mostInLog)
    .map(({ fingerprint }) => fingerprint)
    .join(' ');
}
