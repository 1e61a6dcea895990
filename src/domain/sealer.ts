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
