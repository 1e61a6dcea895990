import { createHmac, createSecretKey } from 'node:crypto';
import type { LedgerEntryId } from '../domain/ids.ts';
import { lengthPrefixed } from '../domain/length-prefixed.ts';

/** The proof that a `sub` belongs to a ledger entry: HMAC-SHA-256(proof key, lp(entry id), lp(sub)), base64url. */
export function createSubjectProof(proofKey: Buffer): (id: LedgerEntryId, subject: string) => string {
  // a key object, because Node 24 takes ten times as long for a key that comes as bytes
  const key = createSecretKey(proofKey);
  return (id, subject) => createHmac('sha256', key).update(lengthPrefixed(id, subject)).digest('base64url');
}
