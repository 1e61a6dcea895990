/**
 * Authenticated encryption for what rests in a store that is not trusted with personal data. Implemented by
 * the keyring (AES-256-GCM, versioned keys); the stores only see the interface.
 */
export interface Sealer {
  /** `context` (for instance the key under which the value is kept) must be the same when opened. */
  seal(plaintext: Uint8Array, context: string): Uint8Array;
  /** `undefined` when the value was changed, belongs to another context or its key is gone. */
  open(sealed: Uint8Array, context: string): Uint8Array | undefined;
  /** Keyed name for a store key, so that the name of a record is no bearer secret. */
  name(key: string): string;
}

/** Where something that is sealed rests: nothing that was sealed for one row opens in another. */
export interface SealedRow {
  /** Name of the table, as docs/STORAGE.md has it. */
  readonly table: string;
  readonly id: string;
}

/** The same for what is kept for years, in rows of the database. Its keys are kept as long. */
export interface LastingSealer {
  /** The version of the key that seals, to be kept beside what it sealed. */
  readonly currentVersion: number;
  /** Every version that opens. */
  readonly versions: readonly number[];
  seal(plaintext: Uint8Array, row: SealedRow): Uint8Array;
  /** `undefined` when the value was changed, belongs to another row or its key is gone. */
  open(sealed: Uint8Array, row: SealedRow): Uint8Array | undefined;
}
