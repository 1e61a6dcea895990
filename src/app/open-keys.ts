import { join } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Keyring, UncheckedKeyring } from '../keyring/keyring.ts';
import { checkLastingKeys, type LastingKeyCheckParts } from '../lasting/key-check.ts';
import { createSubjectProof } from '../ledger/subject-proof.ts';
import { checkKeys, type KeyCheck, type KeyCheckParts } from '../pseudonym/key-check.ts';
import type { KeyFingerprintStore } from '../storage/stores/key-fingerprint-store.ts';
import type { SealedRows } from '../storage/stores/sealed-rows.ts';

export interface OpenKeys {
  readonly keyring: Keyring;
  readonly keyCheck: KeyCheck;
}

export interface KeyOpening {
  readonly unchecked: UncheckedKeyring;
  readonly keysFolder: string;
  readonly store: KeyFingerprintStore;
  readonly sealedRows: readonly SealedRows[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The only way from key files to pseudonym keys and lasting keys: `readKeyring` gives them unchecked. Throws `keyring.invalid` when they are
 * not those that the database was made with.
 */
export async function openKeys(opening: KeyOpening): Promise<OpenKeys> {
  const { uncheckedPseudonym: pseudonym, uncheckedLasting, ...rest } = opening.unchecked;
  const keyCheck = await checkKeys(keyCheckParts(opening));
  await checkLastingKeys(lastingKeyCheckParts(opening));
  return { keyring: { ...rest, pseudonym, lasting: uncheckedLasting.sealer }, keyCheck };
}

export function keyCheckParts({ unchecked, keysFolder, store, clock, logger }: KeyOpening): KeyCheckParts {
  return {
    keys: unchecked.uncheckedPseudonym,
    file: join(keysFolder, 'pseudonym.json'),
    store,
    proofUnder: createSubjectProof,
    clock,
    logger,
  };
}

export function lastingKeyCheckParts({
  unchecked,
  keysFolder,
  store,
  sealedRows,
  clock,
}: KeyOpening): LastingKeyCheckParts {
  return {
    keys: unchecked.uncheckedLasting,
    file: join(keysFolder, 'lasting.json'),
    store,
    sealedRows,
    clock,
  };
}
