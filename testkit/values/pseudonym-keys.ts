import { randomBytes } from 'node:crypto';
import type { PseudonymKeys } from '../../src/keyring/keyring.ts';

/** Fresh keys, with sector keys of these versions, of which the first is in use. */
export function newPseudonymKeys(first = 1, ...others: readonly number[]): PseudonymKeys {
  const sectors = new Map([first, ...others].map((version) => [version, randomBytes(32)]));
  return {
    root: randomBytes(32),
    sector: (version) => sectors.get(version),
    currentSectorVersion: first,
    account: randomBytes(32),
    ledgerProof: randomBytes(32),
  };
}
