import type { SecretReference } from './secret-reference.ts';

/** As many as 128 bits are, written in hexadecimal digits. */
export const fewestSecretCharacters = 32;

/**
 * Those that every library writes alike: RFC 6749 section 2.3.1 encodes a client secret before it is sent, and many
 * clients do not, which shows with the first secret that has another character.
 */
export const plainSecret = /^[A-Za-z0-9._~-]*$/;

/** What is found where a reference to a secret leads. Never the secret. */
export type SecretState =
  | 'good'
  /** There is none, or it cannot be read: whatever needs it fails. */
  | 'unreadable'
  /** Not here; it may be where the broker runs. */
  | 'elsewhere'
  | 'short'
  | 'unplain'
  | 'short_and_unplain';

/** Looks where a reference leads from where this program runs. Never throws. */
export type LookAtSecret = (reference: SecretReference) => Promise<SecretState>;
