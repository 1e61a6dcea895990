import type { KeyObject } from 'node:crypto';
import {
  readSigningCertificate,
  signingKeyType,
  type SigningKeyType,
} from '../../domain/signing-certificate.ts';
import { refusal } from './refusals.ts';

/** A key of an IdP that may verify its signatures. */
export interface VerificationKey {
  readonly key: KeyObject;
  readonly type: SigningKeyType;
}

/**
 * The keys of those registered certificates of one IdP that may verify something now, in the order of the register; a
 * key that two certificates carry counts once. Parsed once. Throws `saml.certificate_*` when none is left: then nobody
 * should be sent to this IdP either.
 */
export function trustedKeys(registered: readonly string[]): (now: number) => readonly VerificationKey[] {
  const parsed = registered.map(readCertificate);
  const usable = parsed.filter((certificate) => certificate?.trusted !== undefined);
  return (now) => {
    if (parsed.length === 0 || parsed.includes(undefined)) throw refusal('saml.certificate_unreadable');
    if (usable.length === 0) throw refusal('saml.certificate_weak');
    const valid: VerificationKey[] = [];
    for (const one of usable) {
      if (one?.trusted === undefined || now < one.validFrom || one.validTo <= now) continue;
      const { trusted } = one;
      if (!valid.some(({ key }) => key.equals(trusted.key))) valid.push(trusted);
    }
    if (valid.length === 0) throw refusal('saml.certificate_expired');
    return valid;
  };
}

interface RegisteredCertificate {
  /** Absent where the key is too weak, or of a kind that SAML has no signature for. */
  readonly trusted: VerificationKey | undefined;
  readonly validFrom: number;
  readonly validTo: number;
}

function readCertificate(registered: string): RegisteredCertificate | undefined {
  try {
    const certificate = readSigningCertificate(registered);
    if (certificate === undefined) return undefined;
    const key = certificate.publicKey;
    const type = signingKeyType(key);
    return {
      trusted: type === undefined ? undefined : { key, type },
      validFrom: certificate.validFromDate.getTime(),
      validTo: certificate.validToDate.getTime(),
    };
  } catch {
    // a key that OpenSSL does not know
    return undefined;
  }
}
