import type { LastingSealer, SealedRow } from '../domain/sealer.ts';
import type { Randomness } from '../domain/randomness.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import { createRecordSealer, type SealingVersions } from './sealer.ts';

/** The keys that seal what is kept for years, by version: the current one seals, all of them open. */
export interface LastingKeys {
  readonly sealer: LastingSealer;
  readonly currentVersion: number;
  /** By version: shows whether a key is the right one, and tells nothing about it. */
  readonly fingerprints: ReadonlyMap<number, string>;
}

/** Under which name the database keeps the fingerprint of a version. */
export function lastingKeyName(version: number): string {
  return `lasting ${String(version)}`;
}

export function createLastingKeys(lasting: SealingVersions, randomness: Randomness): LastingKeys {
  const { currentVersion, keys } = lasting;
  const sealer = createRecordSealer(lasting, randomness);
  return {
    currentVersion,
    fingerprints: new Map(
      [...keys].map(([version, key]) => [version, keyFingerprint(key, lastingKeyName(version))]),
    ),
    sealer: {
      currentVersion,
      versions: [...keys.keys()],
      seal: (plaintext, row) => sealer.seal(plaintext, placeOf(row)),
      open: (sealed, row) => sealer.open(sealed, placeOf(row)),
    },
  };
}

/** As JSON, so that no two rows share one. */
function placeOf({ table, id }: SealedRow): string {
  return JSON.stringify([table, id]);
}
