import { dayMillis } from '../../domain/clock.ts';
import { usableUntil, type SigningCertificate } from '../../domain/signing-certificate.ts';
import type { TimeOfUse } from './time-of-use.ts';

/** A school gets its next certificate made, and tells the operator, within weeks. */
export const noticeDays = 60;

/**
 * The moment, at most 60 days away, from which nobody can sign in by an IdP for want of a certificate: for some time, where a
 * later one begins. In the past or now: already. `undefined`: there is no such moment so soon.
 */
export function certificatesEnd(
  certificates: readonly SigningCertificate[],
  { from, until }: TimeOfUse,
): number | undefined {
  const end = usableUntil(certificates, from) ?? from;
  return end < Math.min(until, from + noticeDays * dayMillis) ? end : undefined;
}
